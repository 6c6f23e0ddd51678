package kz.digitaltenge.node.vault;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Records that are written together, and whoever waits for them.
record Append(List<VaultRecord> records, CompletableFuture<Void> done) {
  Append(List<VaultRecord> records) {
    this(List.copyOf(records), new CompletableFuture<>());
  }

  /// True when nobody's payment waits for it: what a crash loses of these, the notary tells again,
  /// and the outbox. What happened thus stays behind the settlements that it may be about.
  boolean isLazy() {
    return records.stream()
        .allMatch(
            fact ->
                switch (fact) {
                  case VaultRecord.Settled _, VaultRecord.Happened _, VaultRecord.HeadSeen _ ->
                      true;
                  case VaultRecord.Stored _,
                      VaultRecord.Committed _,
                      VaultRecord.AccountOpened _,
                      VaultRecord.Founded _,
                      VaultRecord.ParametersAdopted _ ->
                      false;
                });
  }
}

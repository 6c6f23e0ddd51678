package kz.digitaltenge.node.vault;

import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;

/// Everything the vault knows about one transaction. At least one of *stored* and *committed* is
/// there.
public record KnownTransaction(
    TransactionId id,
    Optional<VaultRecord.Stored> stored,
    Optional<VaultRecord.Committed> committed,
    Optional<Settlement> settlement) {
  /// Refuses a transaction of which nothing is known.
  public KnownTransaction {
    if (stored.isEmpty() && committed.isEmpty()) {
      throw new IllegalArgumentException("Nothing is known of " + id);
    }
  }

  /// The signed transaction.
  public Bytes transaction() {
    return committed
        .map(VaultRecord.Committed::transaction)
        .orElseGet(() -> stored.orElseThrow().transaction());
  }
}

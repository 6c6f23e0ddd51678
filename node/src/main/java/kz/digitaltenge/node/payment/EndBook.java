package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kz.digitaltenge.node.claim.OpenEnds;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultRecord;

/// Writes down how transactions ended: lazily, since what a crash loses the notary tells again, but
/// as long as the process lives until the vault has taken it. Thread-safe.
final class EndBook {
  private static final System.Logger LOG = System.getLogger(EndBook.class.getName());

  private final Vault vault;
  private final OpenEnds ends;
  private final Queue<Line> unwritten = new ConcurrentLinkedQueue<>();

  private record Line(List<VaultRecord> records, Runnable written) {}

  /// @param ends told of every end before it is on disk: it is certain already
  EndBook(Vault vault, OpenEnds ends) {
    this.vault = vault;
    this.ends = ends;
  }

  /// Runs `written` once the vault has the records, which go together.
  void write(List<VaultRecord> records, Runnable written) {
    for (VaultRecord record : records) {
      if (record instanceof VaultRecord.Settled end) {
        ends.settled(end);
      }
    }
    write(new Line(records, written));
  }

  /// Tries again what the vault did not take. To be called now and then.
  void writeAgain() {
    for (int left = unwritten.size(); left > 0; left--) {
      Line line = unwritten.poll();
      if (line != null) {
        write(line);
      }
    }
  }

  private void write(Line line) {
    var _ =
        vault
            .append(line.records)
            .whenComplete(
                (_, e) -> {
                  if (e == null) {
                    line.written.run();
                  } else {
                    LOG.log(WARNING, "An end is not recorded yet: " + e.getMessage());
                    unwritten.add(line);
                  }
                });
  }
}

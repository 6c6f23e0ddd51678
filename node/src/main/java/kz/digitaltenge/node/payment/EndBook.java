package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultRecord;

/// Writes down how transactions ended: lazily, since what a crash loses the notary tells again, but
/// as long as the process lives until the vault has taken it. Thread-safe.
final class EndBook {
  private static final System.Logger LOG = System.getLogger(EndBook.class.getName());

  private final Vault vault;
  private final Queue<Line> unwritten = new ConcurrentLinkedQueue<>();

  private record Line(VaultRecord.Settled settled, Runnable written) {}

  EndBook(Vault vault) {
    this.vault = vault;
  }

  /// Runs `written` once the vault has it.
  void write(VaultRecord.Settled settled, Runnable written) {
    write(new Line(settled, written));
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
            .append(line.settled)
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

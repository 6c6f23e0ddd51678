package kz.digitaltenge.app.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;

/// Writes a running notary's log into a file: up to the head that is newest when it begins, with
/// heads over earlier sizes when other members show them.
final class LogExport {
  private final LogSource source;

  /// What was written.
  record Report(long leaves, int heads) {}

  LogExport(LogSource source) {
    this.source = source;
  }

  Report to(Path file) throws IOException {
    List<SignedHead> heads =
        source.heads().values().stream()
            .sorted(Comparator.comparingLong((SignedHead head) -> head.head().size()))
            .toList();
    if (heads.isEmpty()) {
      throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "no member shows a signed head")
          .exception();
    }
    try (var writer = new LogFile.Writer(file)) {
      for (SignedParameters each : source.chain()) {
        writer.write(new LogRecord.Parameters(each));
      }
      long written = 0;
      int shown = 0;
      Optional<SignedHead> before = Optional.empty();
      for (SignedHead head : heads) {
        written = leaves(writer, written, head.head().size());
        if (before.filter(same -> !isAfter(head, same)).isEmpty()) {
          writer.write(new LogRecord.Head(head));
          shown++;
          before = Optional.of(head);
        }
      }
      writer.write(new LogRecord.End(written));
      return new Report(written, shown);
    }
  }

  private static boolean isAfter(SignedHead head, SignedHead before) {
    return !head.head().logTime().isBefore(before.head().logTime());
  }

  private long leaves(LogFile.Writer writer, long from, long until) throws IOException {
    long written = from;
    while (written < until) {
      Iterator<Leaf> some = source.leaves(written).iterator();
      while (some.hasNext() && written < until) {
        writer.write(new LogRecord.LogLeaf(some.next()));
        written++;
      }
    }
    return written;
  }
}

package kz.digitaltenge.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.LogReplay;

/// Writes a notary's log into a file: up to the head that is newest when it begins, with heads over
/// earlier sizes when other members show them. The file is there once it is whole and its leaves
/// have led to every head.
final class LogExport {
  private final Source source;
  private final LogReplay log = new LogReplay();

  /// What was written.
  record Report(long leaves, int heads) {}

  /// Where a log comes from.
  interface Source {
    /// From the genesis on.
    List<SignedParameters> chain();

    /// The newest head of each member that has one.
    Map<String, SignedHead> heads();

    /// Some leaves from a position on, at least one.
    ///
    /// @throws PlatformException when nobody has them
    List<Leaf> leaves(long from);

    /// What to throw when the leaves do not lead to a head.
    PlatformException contradicted(LogHead head);
  }

  LogExport(Source source) {
    this.source = source;
  }

  Report to(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw Problem.of(ErrorCode.STORAGE_FAILED, "path", file, "reason", "it is a folder")
          .exception();
    }
    List<SignedHead> heads =
        source.heads().values().stream()
            .sorted(Comparator.comparingLong((SignedHead head) -> head.head().size()))
            .toList();
    if (heads.isEmpty()) {
      throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "no member shows a signed head")
          .exception();
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Report report = write(unfinished, heads);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      return report;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private Report write(Path file, List<SignedHead> heads) throws IOException {
    try (var writer = new LogFile.Writer(file)) {
      for (SignedParameters each : source.chain()) {
        writer.write(new LogRecord.Parameters(each));
      }
      int shown = 0;
      Optional<SignedHead> before = Optional.empty();
      for (SignedHead head : heads) {
        leaves(writer, head.head());
        if (before.filter(same -> !isAfter(head, same)).isEmpty()) {
          writer.write(new LogRecord.Head(head));
          shown++;
          before = Optional.of(head);
        }
      }
      writer.write(new LogRecord.End(log.size()));
      return new Report(log.size(), shown);
    }
  }

  private static boolean isAfter(SignedHead head, SignedHead before) {
    return !head.head().logTime().isBefore(before.head().logTime());
  }

  private void leaves(LogFile.Writer writer, LogHead head) throws IOException {
    while (log.size() < head.size()) {
      Iterator<Leaf> some = source.leaves(log.size()).iterator();
      while (some.hasNext() && log.size() < head.size()) {
        Leaf leaf = some.next();
        writer.write(new LogRecord.LogLeaf(leaf));
        log.add(leaf.hash());
      }
    }
    if (!log.root().equals(head.root())) {
      throw source.contradicted(head);
    }
  }
}

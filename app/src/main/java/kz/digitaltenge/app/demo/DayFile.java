package kz.digitaltenge.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.app.platform.StorageProblems;

/// A day's file, read row by row. Comments (`#`) and blank lines say nothing and are passed over;
/// what cannot be read is reported in its place and does not stop the rest.
///
/// For one thread.
final class DayFile implements AutoCloseable {
  /// Rows of a day at most; every id is remembered, to see the same one twice.
  static final int ROWS_MAX = 1_000_000;

  private static final String HEADER = String.join(",", RowParser.COLUMNS);

  private final LineReader lines;
  private final RowParser parser;
  private final Map<String, Long> seen = new HashMap<>();
  private boolean begun;
  private boolean ended;
  private int rows;

  /// @param source what people call the file
  DayFile(String source, InputStream in, String currency) {
    this.lines = new LineReader(source, in);
    this.parser = new RowParser(currency);
  }

  /// Makes sure of the file before anything is started for it.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the file cannot be opened
  static void requireReadable(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      var _ = in.read();
    } catch (IOException e) {
      throw StorageProblems.of(path, e).exception(e);
    }
  }

  /// @throws kz.digitaltenge.api.error.PlatformException when the file cannot be opened
  static DayFile open(Path path, String currency) {
    try {
      return new DayFile(path.toString(), Files.newInputStream(path), currency);
    } catch (IOException e) {
      throw StorageProblems.of(path, e).exception(e);
    }
  }

  /// The next row, good or bad; empty at the end.
  Optional<DayLine> next() {
    while (!ended) {
      Optional<RawLine> line = lines.next();
      if (line.isEmpty()) {
        ended = true;
        if (!begun) {
          return Optional.of(
              new DayLine.Bad(
                  1, RowFaults.row("the file has no rows, not even " + HEADER).problem()));
        }
      } else if (!saysNothing(line.get())) {
        return Optional.of(row(line.get()));
      }
    }
    return Optional.empty();
  }

  private boolean saysNothing(RawLine line) {
    if (!(line instanceof RawLine.Text(_, String text))) {
      return false;
    }
    if (text.isBlank() || text.startsWith("#")) {
      return true;
    }
    boolean header = !begun && text.strip().equals(HEADER);
    begun |= header;
    return header;
  }

  private DayLine row(RawLine line) {
    if (!begun) {
      begun = true;
      return bad(line, "the first row must be the header " + HEADER);
    }
    rows++;
    if (rows > ROWS_MAX) {
      ended = true;
      return bad(
          line, "a day has at most %d rows; this and the rest is left out".formatted(ROWS_MAX));
    }
    return unique(parser.parse(line));
  }

  private DayLine unique(DayLine line) {
    if (line instanceof DayLine.Good(long number, DayRow row)) {
      Long before = seen.putIfAbsent(row.key(), number);
      if (before != null) {
        return new DayLine.Bad(number, RowFaults.duplicate(row.key(), before));
      }
    }
    return line;
  }

  private static DayLine bad(RawLine line, String reason) {
    return new DayLine.Bad(line.number(), RowFaults.row(reason).problem());
  }

  @Override
  public void close() {
    lines.close();
  }
}

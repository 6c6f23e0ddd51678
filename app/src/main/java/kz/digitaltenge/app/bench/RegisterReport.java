package kz.digitaltenge.app.bench;

import java.util.List;
import java.util.Map;

/// A register from the first byte handed in to its last line's end.
///
/// @param lines how many
/// @param bytes of the file
/// @param takenMillis from the request to the signed answer that it is taken, on disk
/// @param paidMillis from the same moment until its last line had ended
/// @param tenths when each tenth of the lines had ended, in milliseconds from the same moment
/// @param processor time of one line, in microseconds by component
/// @param notes what else was seen, one sentence each
public record RegisterReport(
    long lines,
    long bytes,
    long takenMillis,
    long paidMillis,
    List<Long> tenths,
    Map<String, Double> processor,
    List<String> notes,
    long failed)
    implements PartReport {
  private static final double MILLIS = 1_000.0;

  /// Copies the lists.
  public RegisterReport {
    tenths = List.copyOf(tenths);
    processor = Map.copyOf(processor);
    notes = List.copyOf(notes);
  }

  double linesPerSecond() {
    return lines * MILLIS / Math.max(1, paidMillis - takenMillis);
  }

  @Override
  public BenchPart part() {
    return BenchPart.REGISTER;
  }
}

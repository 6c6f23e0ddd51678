package kz.digitaltenge.app.bench;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a benchmark found.
///
/// @param results closed loops: `cross-bank`, `on-us`, `notary`, `validate`, and the yardstick's
///   `sign` and `verify`; empty without the standard part
/// @param halfLoad cross-bank payments at half the highest rate of the closed loops, as an open
///   loop; nothing without the standard part
/// @param openLoop the same at several shares of the highest rate, each as often as was asked for
/// @param processor where the processor time of a payment went, for some of the loops
/// @param generatorMicros processor time that the load generator itself takes for an order
/// @param parts what the other parts found
/// @param startMillis from the launch of the process until a new network took payments; 0 without
///   the standard part
/// @param residentMiB of the process and the database's processes, after the last payment
/// @param failed payments that did not end as they should have, over all
public record BenchReport(
    Machinery machine,
    List<Figure> results,
    @Nullable Figure halfLoad,
    List<AtRate> openLoop,
    List<Spent> processor,
    double generatorMicros,
    List<PartReport> parts,
    long startMillis,
    long residentMiB,
    long failed) {
  /// Copies the lists.
  public BenchReport {
    results = List.copyOf(results);
    openLoop = List.copyOf(openLoop);
    processor = List.copyOf(processor);
    parts = List.copyOf(parts);
  }

  /// Payments at a fixed rate of arrival.
  ///
  /// @param percent of the highest rate of the closed loops
  /// @param duePerSecond how many a second were due
  /// @param figure latency from when each was due
  public record AtRate(int percent, double duePerSecond, Figure figure) {}

  /// Processor time of one payment under one load.
  ///
  /// @param load in words
  /// @param micros by component; empty where the system does not tell
  public record Spent(String load, Map<String, Double> micros) {}

  /// What it ran on.
  ///
  /// @param disk the file system under the data folder
  public record Machinery(
      String processor,
      int cores,
      long memoryMiB,
      String system,
      String java,
      String disk,
      String signatures) {}
}

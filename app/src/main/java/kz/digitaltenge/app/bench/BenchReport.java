package kz.digitaltenge.app.bench;

import java.util.List;

/// Everything that a benchmark found.
///
/// @param results closed loops: `cross-bank`, `on-us`, `notary`, `validate`, and the yardstick's
///   `sign` and `verify`
/// @param halfLoad cross-bank payments at half the highest rate of the closed loops, as an open
///   loop
/// @param openLoop the same at several shares of the highest rate, each as often as was asked for
/// @param startMillis from the launch of the process until a new network took payments
/// @param residentMiB of the process and the database's processes, after the last payment
/// @param failed payments that did not succeed, over all
public record BenchReport(
    Machinery machine,
    List<Figure> results,
    Figure halfLoad,
    List<AtRate> openLoop,
    long startMillis,
    long residentMiB,
    long failed) {
  /// Copies the list.
  public BenchReport {
    results = List.copyOf(results);
    openLoop = List.copyOf(openLoop);
  }

  /// Payments at a fixed rate of arrival.
  ///
  /// @param percent of the highest rate of the closed loops
  /// @param duePerSecond how many a second were due
  /// @param figure latency from when each was due
  public record AtRate(int percent, double duePerSecond, Figure figure) {}

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

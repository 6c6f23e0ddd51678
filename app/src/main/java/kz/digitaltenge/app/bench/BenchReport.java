package kz.digitaltenge.app.bench;

import java.util.List;

/// Everything that a benchmark found.
///
/// @param results closed loops: `cross-bank`, `on-us`, `notary`, `validate`, and the yardstick's
///   `sign` and `verify`
/// @param halfLoad cross-bank payments at half the highest rate of the closed loops, as an open
///   loop
/// @param startMillis from the launch of the process until a new network took payments
/// @param residentMiB of the process and the database's processes, after the last payment
/// @param failed payments that did not succeed, over all
public record BenchReport(
    Machinery machine,
    List<Figure> results,
    Figure halfLoad,
    long startMillis,
    long residentMiB,
    long failed) {
  /// Copies the list.
  public BenchReport {
    results = List.copyOf(results);
  }

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

package kz.digitaltenge.app.bench;

/// What a part of the benchmark found.
public sealed interface PartReport
    permits Comparison, SweepReport, OutageReport, RegisterReport, LongReport, ApiReport {
  /// Which part it is.
  BenchPart part();

  /// Payments that did not end as they should have, over the whole part.
  long failed();
}

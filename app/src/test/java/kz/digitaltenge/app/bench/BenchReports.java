package kz.digitaltenge.app.bench;

import java.util.List;
import java.util.Map;

/// Reports with figures that are easy to find again.
final class BenchReports {
  static final Figure FIGURE = new Figure("notary", 8, 1_234, 1_500, 9_000, 1_234, 0);

  private static final Map<String, Double> SPENT =
      Map.of(Component.FLOWS.label(), 321.0, Component.DATABASE.label(), 123.0);

  private BenchReports() {}

  static BenchReport standard() {
    return report(
        List.of(FIGURE),
        List.of(new BenchReport.AtRate(50, 617, FIGURE)),
        List.of(new BenchReport.Spent("cross-bank, 256 in flight", SPENT)),
        List.of());
  }

  /// On a system that does not tell processor time.
  static BenchReport elsewhere() {
    return report(
        List.of(FIGURE), List.of(), List.of(new BenchReport.Spent("any", Map.of())), List.of());
  }

  static BenchReport of(PartReport part) {
    return report(List.of(), List.of(), List.of(), List.of(part));
  }

  static Comparison comparison() {
    return new Comparison(
        BenchPart.AGE,
        "Told how.",
        16,
        List.of(
            new Arm("young", FIGURE, 400, SPENT, new Arm.Ratio(1, 1, 1, 1, 1)),
            new Arm("old", FIGURE, 412, SPENT, new Arm.Ratio(0.98, 1.01, 1.03, 0.99, 1.07))),
        List.of("A note."),
        0);
  }

  static SweepReport sweep() {
    return new SweepReport(
        List.of(
            new SweepReport.AtRate(500, 500, FIGURE, 777),
            new SweepReport.AtRate(5_000, 3_100, FIGURE, 555)),
        List.of(new SweepReport.WithOutages(500, 2_345, 3_456, 432, FIGURE, 1, 17, 2_999)),
        List.of("A note."),
        0);
  }

  static OutageReport outages() {
    return new OutageReport(
        700,
        List.of(new OutageReport.Outage("the database killed", 2_345, FIGURE, 4, 1, 17, 2_999)),
        List.of("A note."),
        1);
  }

  static LongReport longRun() {
    var last = new Figure("cross-bank", 64, 617, 3_000, 9_000, 1_234, 0);
    return new LongReport(
        "64 at once.",
        List.of(new LongReport.Minute(FIGURE, 400, 700), new LongReport.Minute(last, 500, 1_400)),
        new LongReport.Housekeeping(3, 2, 1, 41, 1_900, 800, 3_000),
        List.of("A note."),
        0);
  }

  private static BenchReport report(
      List<Figure> results,
      List<BenchReport.AtRate> openLoop,
      List<BenchReport.Spent> processor,
      List<PartReport> parts) {
    var machine = new BenchReport.Machinery("a processor", 2, 1024, "Linux", "25", "ext4", "JDK");
    Figure half = openLoop.isEmpty() ? null : FIGURE;
    return new BenchReport(machine, results, half, openLoop, processor, 1.5, parts, 5_000, 700, 0);
  }
}

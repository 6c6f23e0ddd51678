package kz.digitaltenge.app.simulate;

import java.util.Locale;
import kz.digitaltenge.simulation.SeedReport;
import kz.digitaltenge.simulation.Violation;

/// The report as people read it.
final class SimulationText {
  private SimulationText() {}

  static String of(SimulationReport report) {
    var text = new StringBuilder();
    row(text, "seeds", report.seeds());
    row(text, "steps", report.stepsTaken());
    row(text, "orders of customers", report.orders());
    row(text, "payments", report.payments());
    row(text, "decisions of the notary", report.decisions());
    row(text, "messages", report.messages());
    row(text, "faults injected", report.faults());
    row(text, "invariants checked", report.checks());
    text.append("%-26s %16s%n".formatted("trace", "%016x".formatted(report.trace())));
    text.append(
        String.format(
            Locale.ROOT,
            "%.1f s, %,.0f seeds a minute.%n%n",
            report.seconds(),
            report.seedsPerMinute()));
    report
        .failure()
        .ifPresentOrElse(
            failure -> failure(text, failure),
            () -> text.append("No promise was broken.%n".formatted()));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long value) {
    text.append(String.format(Locale.ROOT, "%-26s %,16d%n", name, value));
  }

  private static void failure(StringBuilder text, SeedReport failure) {
    Violation violation = failure.violation().orElseThrow();
    text.append(
        "Seed %d broke a promise at step %d: %s.%n"
            .formatted(failure.seed(), violation.step(), violation.invariant()));
    text.append("  %s%n%nThe last that happened:%n".formatted(violation.evidence()));
    violation.lastEvents().forEach(event -> text.append("  %s%n".formatted(event)));
    text.append("%nTo see it again: %s%n".formatted(SimulationReport.replay(failure)));
  }
}

package kz.digitaltenge.app.simulate;

import java.util.Map;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.simulation.SeedReport;
import kz.digitaltenge.simulation.Violation;

/// The report as programs read it. Seeds are numbers that some programs would round, so they are
/// text where they can be large.
final class SimulationJson {
  private SimulationJson() {}

  static Map<String, Object> of(SimulationReport report) {
    Map<String, Object> json =
        Json.object(
            "ok", report.ok(),
            "firstSeed", Long.toString(report.first()),
            "seeds", report.seeds(),
            "steps", report.steps(),
            "stepsTaken", report.stepsTaken(),
            "orders", report.orders(),
            "payments", report.payments(),
            "decisions", report.decisions(),
            "messages", report.messages(),
            "faults", report.faults(),
            "checks", report.checks(),
            "trace", "%016x".formatted(report.trace()),
            "seconds", report.seconds(),
            "seedsPerMinute", Math.round(report.seedsPerMinute()));
    report.failure().ifPresent(failure -> json.put("violation", of(failure)));
    return json;
  }

  private static Map<String, Object> of(SeedReport failure) {
    Violation violation = failure.violation().orElseThrow();
    return Json.object(
        "seed", Long.toString(failure.seed()),
        "step", violation.step(),
        "invariant", violation.invariant(),
        "evidence", violation.evidence(),
        "lastEvents", violation.lastEvents(),
        "replay", SimulationReport.replay(failure));
  }
}

package kz.digitaltenge.app.scenario;

import java.time.Duration;
import java.util.List;

/// How one scenario went.
///
/// @param evidence what was seen, in order; of a failed one the last sentence tells why
record ScenarioResult(Scenario scenario, Verdict verdict, Duration took, List<String> evidence) {

  /// Whether everything was as the scenario has it.
  enum Verdict {
    PASSED,
    FAILED
  }

  boolean isPassed() {
    return verdict == Verdict.PASSED;
  }
}

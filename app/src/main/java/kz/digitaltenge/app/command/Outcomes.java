package kz.digitaltenge.app.command;

import java.util.Map;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOutcome;

/// Shows what became of an order.
final class Outcomes {
  private Outcomes() {}

  /// @param done says in one sentence what has happened now
  /// @param id the order's name as its answer repeats it, in JSON under `idName`
  static int show(
      PayOutcome outcome, String done, String idName, String id, Console console, boolean json) {
    return switch (outcome) {
      case PayOutcome.Final last -> {
        if (json) {
          console.json(of(last, idName, id));
        } else {
          console.out().println(done);
          console
              .out()
              .printf(
                  "Final at position %d of the notary's log, %s; transaction %s.%n",
                  last.position(), last.at(), last.transaction());
        }
        yield ExitCode.OK;
      }
      case PayOutcome.Refused(Problem problem) -> console.show(problem);
      case PayOutcome.Pending(_, Problem problem) -> console.show(problem);
    };
  }

  private static Map<String, Object> of(PayOutcome.Final last, String idName, String id) {
    return Json.object(
        idName,
        id,
        "state",
        "FINAL",
        "transaction",
        last.transaction().toString(),
        "position",
        last.position(),
        "at",
        last.at().toString());
  }
}

package kz.digitaltenge.notary.testkit;

import java.util.Optional;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.notary.core.Ruling;

/// A ruling in words, without the evidence of refusals: what the model and the core must agree on.
public final class Said {

  private Said() {}

  public static String of(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Decided(long position, Decision decision) ->
          outcome(decision.outcome()) + " at " + position;
      case Ruling.DecidedBefore(long position) -> "before at " + position;
      case Ruling.Never(var until) -> "never, over since " + until;
      case Ruling.Archived(var from) -> "archived, retained from " + from;
      case Ruling.TooEarly(var from, var _) -> "too early before " + from;
      case Ruling.Refused(var reason, var _) -> "refused " + reason;
      case Ruling.Stale() -> "stale";
      case Ruling.InForce() -> "in force";
    };
  }

  private static String outcome(Decision.Outcome outcome) {
    return switch (outcome) {
      case Decision.Outcome.Finalised() -> "final";
      case Decision.Outcome.Voided(VoidReason reason, Optional<StateRef> conflict) ->
          "void " + reason + conflict.map(reference -> " " + reference).orElse("");
    };
  }
}

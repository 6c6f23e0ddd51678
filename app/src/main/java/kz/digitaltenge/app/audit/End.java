package kz.digitaltenge.app.audit;

import java.util.Optional;
import kz.digitaltenge.ledger.DecisionSummary;

/// How a transaction ended: by the node's own record, or, where that is not written yet, by the
/// notary's.
///
/// @param settled whether the node has recorded it
/// @param position in the notary's log; [#NOT_LOGGED] when it is in none
/// @param decision what the notary decided, when it decided
record End(
    Kind kind, boolean settled, long position, long logTime, Optional<DecisionSummary> decision) {
  static final long NOT_LOGGED = -1;

  static final End OPEN = new End(Kind.OPEN, false, NOT_LOGGED, 0, Optional.empty());

  /// The notary's answers, and none yet.
  enum Kind {
    FINAL,
    VOID,
    NEVER,
    OPEN
  }

  static End of(DecisionSummary decision, long position, boolean settled) {
    return new End(
        decision.isFinal() ? Kind.FINAL : Kind.VOID,
        settled,
        position,
        decision.logTime().toEpochMilli(),
        Optional.of(decision));
  }

  static End never(long logTime) {
    return new End(Kind.NEVER, true, NOT_LOGGED, logTime, Optional.empty());
  }

  boolean isFinal() {
    return kind == Kind.FINAL;
  }

  /// Whether the node's book has its effects.
  boolean isFinalInBook() {
    return isFinal() && settled;
  }
}

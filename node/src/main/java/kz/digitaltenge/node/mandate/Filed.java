package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.ledger.TransactionId;

/// What waits for the signatories of an account under a mandate, as it stands.
///
/// @param until after which it is approved no more
/// @param transaction that paid it
/// @param note what is waited for, or why it was not paid
/// @param evidence where the signed request is kept
record Filed(
    Matter matter,
    Stage stage,
    Instant filedAt,
    Instant until,
    Instant changedAt,
    Optional<TransactionId> transaction,
    Note note,
    long evidence) {
  /// How far it has come.
  enum Stage {
    AWAITING_APPROVAL,
    /// Enough have approved; the money may move. A register stays here, its own book tells the
    /// rest.
    APPROVED,
    PAID,
    /// No money has moved and none will; so for the two below.
    REFUSED,
    WITHDRAWN,
    EXPIRED;

    /// Whether money may still move.
    boolean isOpen() {
      return this == AWAITING_APPROVAL || this == APPROVED;
    }
  }

  /// Whether it is what is filed now. A service of an older build filed without what its payees are
  /// told, and goes on with that.
  boolean isOf(Matter.Payment payment) {
    return matter.equals(payment)
        || (evidence == FiledLine.NO_EVIDENCE && matter.equals(payment.untold()));
  }

  /// The same with its matter in full, when it is the one that was filed.
  Optional<Filed> of(Matter.Standing full) {
    return matter instanceof Matter.Standing kept && kept.digest().equals(full.digest())
        ? Optional.of(
            new Filed(full, stage, filedAt, until, changedAt, transaction, note, evidence))
        : Optional.empty();
  }

  String key() {
    return matter.key();
  }
}

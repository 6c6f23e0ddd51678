package kz.digitaltenge.node.payment;

import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.purse.ReservationAnswer;

/// Takes tokens for orders: waits in line for change when that is what is missing, and merges
/// tokens when there are more small ones than one transaction can consume.
final class Reservations {
  /// How long a payment stands in line for the change of those before it.
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(20);

  /// Merges for one order, each of as many tokens as a transaction consumes.
  private static final int MERGES_MAX = 16;

  private final NodeParts parts;
  private final Housekeeper housekeeper;

  Reservations(NodeParts parts, Housekeeper housekeeper) {
    this.parts = parts;
    this.housekeeper = housekeeper;
  }

  Reservation take(PaymentOrder order) {
    for (int merges = 0; ; merges++) {
      switch (answer(order)) {
        case ReservationAnswer.Granted(Reservation reservation) -> {
          return reservation;
        }
        case ReservationAnswer.Insufficient(Amount available, _) ->
            throw insufficient(order, available).exception();
        case ReservationAnswer.Fragmented(Amount payable) -> {
          if (merges == MERGES_MAX) {
            throw insufficient(order, payable).exception();
          }
          housekeeper.gather(order.payer(), order.holding());
        }
        case ReservationAnswer.Waiting _ -> throw busy().exception();
      }
    }
  }

  private ReservationAnswer answer(PaymentOrder order) {
    ReservationAnswer answer =
        parts.purse().reserve(order.payer(), order.holding(), order.amount(), order.id());
    return answer instanceof ReservationAnswer.Waiting(ReservationAnswer.Turn turn)
        ? await(turn)
        : answer;
  }

  private ReservationAnswer await(ReservationAnswer.Turn turn) {
    try {
      return parts.tasks().await(turn.answer(), CHANGE_TIMEOUT);
    } catch (OutcomeUnknownException e) {
      turn.withdraw();
      throw busy().exception(e);
    }
  }

  private static Problem insufficient(PaymentOrder order, Amount available) {
    return Problem.of(
        ErrorCode.INSUFFICIENT_BALANCE,
        "account",
        order.payer(),
        "available",
        available,
        "amount",
        order.amount());
  }

  private static Problem busy() {
    return Problem.of(
        ErrorCode.OVERLOADED,
        "queue",
        "The line of payments from this account",
        "limit",
        "those that wait for the change of others");
  }
}

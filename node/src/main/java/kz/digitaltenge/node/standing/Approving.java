package kz.digitaltenge.node.standing;

import static java.lang.System.Logger.Level.WARNING;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.standing.StandingOrder.State;

/// Brings orders to where the signatories' decisions lead. Whoever dies in between, the next look
/// goes on.
record Approving(StandingBook book, StandingSignatories signatories, InstantSource clock) {
  private static final System.Logger LOG = System.getLogger(Approving.class.getName());
  private static final int AT_ONCE = 500;

  /// Where an order of an account begins.
  State first(AccountId payer) {
    return signatories.areAsked(payer) ? State.AWAITING_APPROVAL : State.ACTIVE;
  }

  /// Asks those who sign about an order that waits, and does what they say by now.
  StandingOrder settled(StandingOrder order) {
    if (order.state() != State.AWAITING_APPROVAL) {
      return order;
    }
    return switch (signatories.ask(order.order())) {
      case AWAITED -> order;
      case APPROVED -> moved(order, State.ACTIVE);
      case NOT_APPROVED -> moved(order, State.REFUSED);
    };
  }

  /// The same of all that wait.
  void settleAll() {
    var waiting = new StandingBook.Wanted(Optional.empty(), Optional.of(State.AWAITING_APPROVAL));
    OptionalLong before = OptionalLong.of(ListPart.NEWEST);
    while (before.isPresent()) {
      ListPart<StandingOrder> part = book.find(waiting, before.getAsLong(), AT_ONCE);
      List<StandingOrder> orders = part.lines();
      for (StandingOrder order : orders) {
        try {
          var _ = settled(order);
        } catch (PlatformException e) {
          Hindrance.requireGoingOn(e);
          // The next look asks again; the others do not wait for this one.
          LOG.log(
              WARNING,
              () -> "An order that waits for signatories did not go on: " + e.problem().forLog());
        }
      }
      before = part.next();
    }
  }

  /// Asks nobody any more about an order that is cancelled while it waits.
  StandingOrder cancelled(StandingOrder order) {
    if (order.state() != State.AWAITING_APPROVAL) {
      return order;
    }
    signatories.withdraw(order.order(), "the standing order was cancelled");
    return moved(order, State.CANCELLED);
  }

  private StandingOrder moved(StandingOrder order, State to) {
    return book.change(order.seq(), State.AWAITING_APPROVAL, to, clock.instant());
  }
}

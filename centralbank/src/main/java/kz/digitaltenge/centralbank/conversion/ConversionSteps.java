package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.RedemptionOrder;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook.Change;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Standing;
import kz.digitaltenge.node.payment.PaymentResult;

/// Takes the next step of a conversion and notes it. Each step is safe to repeat, because the core
/// banking system knows the order's id, the money supply the confirmation, and the custody the
/// payment's id.
final class ConversionSteps {
  private final ConversionBook book;
  private final ConversionPlace place;
  private final ConversionHours hours;
  private final InstantSource clock;

  ConversionSteps(
      ConversionBook book, ConversionPlace place, ConversionHours hours, InstantSource clock) {
    this.book = book;
    this.place = place;
    this.hours = hours;
    this.clock = clock;
  }

  /// Goes as far as can be now.
  ///
  /// @param behind an older conversion of the same bank whose order nobody knows the end of: until
  ///   it is known, the core banking system is asked for nothing that came later
  Conversion advance(Conversion conversion, Optional<ConversionId> behind) {
    Conversion before = conversion;
    while (true) {
      Conversion after = next(before, behind);
      if (after.stage() == before.stage() || after.stage() == Stage.WAITS_FOR_DAY) {
        return after;
      }
      before = after;
    }
  }

  private Conversion next(Conversion now, Optional<ConversionId> behind) {
    if (now.waitsBeyond(clock.instant())) {
      return now;
    }
    return behind.isPresent() && now.isUnanswered(clock.instant())
        ? stay(now, "it waits behind " + behind.get().name())
        : step(now);
  }

  private Conversion step(Conversion now) {
    return switch (now.stage()) {
      case DEBIT_ORDERED, CREDIT_ORDERED, WAITS_FOR_DAY -> settle(now);
      case DEBITED -> approved(now);
      case APPROVED -> issue(now);
      case TOKENS_AWAITED -> handedOver(now);
      case TOKENS_HELD -> positionProved(now);
      case CREDITED -> destroy(now);
      case RETURN_OWED -> giveBack(now);
      case ISSUED, REFUSED, REDEEMED, RETURNED -> now;
    };
  }

  /// A request that was just noted waits when no day is open: nothing was sent for it yet.
  Conversion begun(Conversion now) {
    Optional<Instant> closedUntil = hours.closedUntil(clock.instant());
    return now.stage() == Stage.DEBIT_ORDERED && closedUntil.isPresent()
        ? wait(now, closedUntil.get())
        : now;
  }

  /// An order that may have been sent is sent again also when no day is open: only its answer says
  /// what became of it.
  private Conversion settle(Conversion now) {
    Optional<Instant> closedUntil = hours.closedUntil(clock.instant());
    if (now.stage() == Stage.WAITS_FOR_DAY && closedUntil.isPresent()) {
      return wait(now, closedUntil.get());
    }
    Stage settled =
        switch (now.request().kind()) {
          case ISSUANCE -> Stage.DEBITED;
          case REDEMPTION -> Stage.CREDITED;
        };
    Stage refused =
        switch (now.request().kind()) {
          case ISSUANCE -> Stage.REFUSED;
          case REDEMPTION -> Stage.RETURN_OWED;
        };
    return switch (place.core().settle(now.order())) {
      case CoreAnswer.Settled answer ->
          book.settled(
              now.id(),
              Change.of(now.stage(), settled, "booked at " + answer.bookedAt()),
              answer.message(),
              clock.instant());
      case CoreAnswer.Refused answer -> move(now, refused, answer.reason().toString());
      case CoreAnswer.OutsideHours closed -> wait(now, closed.opensAt());
      case CoreAnswer.Unknown unknown -> stay(now, unknown.problem().forLog());
    };
  }

  private Conversion wait(Conversion now, Instant opensAt) {
    var change = new Change(now.stage(), Stage.WAITS_FOR_DAY, Optional.of(opensAt), "");
    return book.move(now.id(), change, clock.instant());
  }

  private Conversion approved(Conversion now) {
    return isApproved(now) ? move(now, Stage.APPROVED, "") : now;
  }

  private boolean isApproved(Conversion now) {
    int needed = place.approvals().needed().applyAsInt(now.request().amount());
    return now.approvals().size() >= needed;
  }

  /// The bank has paid: what cannot be issued now stays owed.
  private Conversion issue(Conversion now) {
    ConversionRequest request = now.request();
    var order =
        new IssuanceOrder(now.id().bank(), request.account(), request.amount(), confirmation(now));
    return ended(now, Stage.ISSUED, place.supply().issue(order));
  }

  private Conversion handedOver(Conversion now) {
    return place.custody().arrival(now).isPresent() ? move(now, Stage.TOKENS_HELD, "") : now;
  }

  /// The bank gets no money before a supply proof that covers what it handed over is green. While
  /// somebody is silent, officers may answer for it; nobody can when something does not add up.
  private Conversion positionProved(Conversion now) {
    long arrival = place.custody().arrival(now).orElseThrow();
    Standing standing = place.positions().standing(now.id().bank(), arrival);
    return switch (standing.word()) {
      case PROVEN -> toBeCredited(now);
      case SILENCE -> isApproved(now) ? toBeCredited(now) : held(now, standing);
      case BROKEN, AWAITED -> held(now, standing);
    };
  }

  private Conversion held(Conversion now, Standing standing) {
    String note = "the bank's position is not proved: " + standing.why();
    return now.note().equals(note) ? now : stay(now, note);
  }

  private Conversion toBeCredited(Conversion now) {
    return hours
        .closedUntil(clock.instant())
        .map(opensAt -> wait(now, opensAt))
        .orElseGet(() -> move(now, Stage.CREDIT_ORDERED, ""));
  }

  private Conversion destroy(Conversion now) {
    var order = new RedemptionOrder(now.request().amount(), confirmation(now));
    return ended(now, Stage.REDEEMED, place.supply().redeem(order));
  }

  private Conversion giveBack(Conversion now) {
    return ended(now, Stage.RETURNED, place.custody().giveBack(now));
  }

  private Conversion ended(Conversion now, Stage end, PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final done -> move(now, end, done.transaction().toString());
      case PaymentResult.Refused refused -> stay(now, refused.problem().forLog());
      case PaymentResult.Pending pending -> stay(now, pending.problem().forLog());
    };
  }

  private static String confirmation(Conversion now) {
    return now.confirmation()
        .orElseThrow(
            () -> new IllegalStateException(now.id() + " is " + now.stage() + " unconfirmed"));
  }

  private Conversion stay(Conversion now, String note) {
    var change = new Change(now.stage(), now.stage(), now.opensAt(), note);
    return book.move(now.id(), change, clock.instant());
  }

  private Conversion move(Conversion now, Stage to, String note) {
    return book.move(now.id(), Change.of(now.stage(), to, note), clock.instant());
  }
}

package kz.digitaltenge.centralbank.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.RedemptionOrder;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook.BackRefused;
import kz.digitaltenge.centralbank.conversion.ConversionBook.Change;
import kz.digitaltenge.centralbank.conversion.ConversionBook.Refusal;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Standing;
import kz.digitaltenge.node.payment.PaymentResult;

/// Takes the next step of a conversion and notes it. Each step is safe to repeat, because the core
/// banking system knows the order's id, the money supply the confirmation, and the custody the
/// payment's id.
final class ConversionSteps {
  /// How long a debited bank waits for approvals, and the central bank for a bank's tokens.
  static final Duration PATIENCE = Duration.ofDays(10);

  /// How long a refused order to credit back is left alone before the next one is sent, unless an
  /// operator says otherwise: twice as long each time, up to a day.
  private static final Duration FIRST_PAUSE = Duration.ofHours(1);

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  static final String NOT_PROVED = "the bank's position is not proved: ";

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
    Optional<Conversion> refused = refused(now);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (now.waitsBeyond(clock.instant())) {
      return now;
    }
    return behind.isPresent() && now.isUnanswered(clock.instant())
        ? stay(now, "it waits behind " + behind.get().name())
        : step(now);
  }

  private Conversion step(Conversion now) {
    return switch (now.stage()) {
      case WAITS_FOR_DAY -> ordered(now);
      case DEBIT_ORDERED, CREDIT_ORDERED -> settle(now);
      case DEBITED -> approved(now);
      case CREDIT_BACK_OWED -> creditBack(now);
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

  /// One that was just noted and is refused at once: nothing was sent for it.
  Conversion unsent(Conversion now) {
    return now.stage() == Stage.DEBIT_ORDERED
        ? move(now, Stage.REFUSED, now.refusal().orElseThrow())
        : now;
  }

  /// While the day is open what is to be sent is noted as ordered, before it is.
  private Conversion ordered(Conversion now) {
    return hours
        .closedUntil(clock.instant())
        .map(opensAt -> wait(now, opensAt))
        .orElseGet(() -> move(now, Stage.ordered(now.request().kind()), ""));
  }

  /// An order that may have been sent is sent again also when no day is open: only its answer says
  /// what became of it.
  private Conversion settle(Conversion now) {
    Stage settled =
        switch (now.request().kind()) {
          case ISSUANCE -> Stage.DEBITED;
          case REDEMPTION -> Stage.CREDITED;
        };
    return switch (place.core().settle(now.order())) {
      case CoreAnswer.Settled answer ->
          book.settled(
              now.id(),
              Change.of(now.stage(), settled, "booked at " + answer.bookedAt()),
              answer.message(),
              clock.instant());
      case CoreAnswer.Refused answer -> move(now, unbooked(now), answer.reason().toString());
      case CoreAnswer.OutsideHours closed -> wait(now, closed.opensAt());
      case CoreAnswer.Unknown unknown -> stay(now, unknown.problem().forLog());
    };
  }

  /// Where one goes whose order was not booked and never will be.
  private static Stage unbooked(Conversion now) {
    return switch (now.request().kind()) {
      case ISSUANCE -> Stage.REFUSED;
      case REDEMPTION -> Stage.RETURN_OWED;
    };
  }

  private Conversion wait(Conversion now, Instant opensAt) {
    var change = new Change(now.stage(), Stage.WAITS_FOR_DAY, Optional.of(opensAt), "");
    return book.move(now.id(), change, clock.instant());
  }

  private Conversion approved(Conversion now) {
    if (isApproved(now)) {
      return move(now, Stage.APPROVED, "");
    }
    return isOutOfTime(now) ? expired(now, "not approved within %d days") : now;
  }

  private boolean isOutOfTime(Conversion now) {
    return !clock.instant().isBefore(now.changedAt().plus(PATIENCE));
  }

  private Conversion expired(Conversion now, String reason) {
    var refusal = new Refusal(Optional.empty(), reason.formatted(PATIENCE.toDays()));
    Conversion noted = book.refuse(now.id(), refusal, clock.instant());
    return refused(noted).orElse(noted);
  }

  /// Where a refusal leads from where nothing has moved, or what has moved can be given back; empty
  /// elsewhere. An order that may have been sent is asked about first.
  private Optional<Conversion> refused(Conversion now) {
    if (now.refusal().isEmpty()) {
      return Optional.empty();
    }
    Optional<Stage> to =
        switch (now.stage()) {
          case DEBITED -> Optional.of(Stage.CREDIT_BACK_OWED);
          case TOKENS_AWAITED ->
              Optional.of(
                  place.custody().arrival(now).isPresent() ? Stage.RETURN_OWED : Stage.REFUSED);
          case TOKENS_HELD -> Optional.of(Stage.RETURN_OWED);
          case WAITS_FOR_DAY ->
              Optional.of(
                  now.mayHaveBeenSent() ? Stage.ordered(now.request().kind()) : unbooked(now));
          case DEBIT_ORDERED,
              APPROVED,
              ISSUED,
              CREDIT_BACK_OWED,
              REFUSED,
              CREDIT_ORDERED,
              CREDITED,
              REDEEMED,
              RETURN_OWED,
              RETURNED ->
              Optional.empty();
        };
    return to.map(stage -> move(now, stage, now.refusal().orElseThrow()));
  }

  /// A bank that hands over its tokens for a redemption that was refused gets them back.
  Conversion takeBack(Conversion now) {
    boolean owed =
        now.stage() == Stage.REFUSED
            && now.request().kind() == Conversion.Kind.REDEMPTION
            && place.custody().arrival(now).isPresent();
    return owed ? move(now, Stage.RETURN_OWED, now.note()) : now;
  }

  /// What cannot be credited back, such as to an account that was closed meanwhile, stays owed.
  /// Only a refusal makes room for another order: after silence the first may have been booked.
  private Conversion creditBack(Conversion now) {
    Instant at = clock.instant();
    if (now.undoing().isPaused(at)) {
      return now;
    }
    return switch (place.core().settle(now.creditBack())) {
      case CoreAnswer.Settled answer ->
          book.creditedBack(
              now.id(),
              Change.of(now.stage(), Stage.RETURNED, "credited back at " + answer.bookedAt()),
              answer.message(),
              clock.instant());
      case CoreAnswer.Refused answer -> {
        Instant next = at.plus(pause(now.undoing().attempt()));
        var refused =
            new BackRefused(
                now.undoing().attempt(), answer.reason().toString(), answer.message(), next);
        yield book.backRefused(now.id(), refused, at);
      }
      case CoreAnswer.OutsideHours closed -> waits(now, "closed until " + closed.opensAt());
      case CoreAnswer.Unknown unknown -> waits(now, unknown.problem().forLog());
    };
  }

  private static Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < attempt && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private boolean isApproved(Conversion now) {
    int needed = place.approvals().needed(now.request().amount());
    return needed == 0 || place.approvals().counting(now).size() >= needed;
  }

  /// The bank has paid: what cannot be issued now stays owed. When approvals count no more, because
  /// an officer's key was replaced since, officers approve again or refuse, unless an attempt was
  /// made that may have issued.
  private Conversion issue(Conversion now) {
    ConversionRequest request = now.request();
    var order =
        new IssuanceOrder(
            now.id().bank(),
            request.account(),
            request.amount(),
            confirmation(now),
            IssuanceOrder.Approvals.of(place.approvals().counting(now)));
    return isApproved(now) || place.supply().earlier(order).isPresent()
        ? ended(now, Stage.ISSUED, place.supply().issue(order))
        : move(now, Stage.DEBITED, "too few approvals count now");
  }

  private Conversion handedOver(Conversion now) {
    if (place.custody().arrival(now).isPresent()) {
      return move(now, Stage.TOKENS_HELD, "");
    }
    return isOutOfTime(now) ? expired(now, "not handed over within %d days") : now;
  }

  /// The bank gets no money before a supply proof that covers what it handed over is green. While
  /// somebody is silent, officers may answer for it; nobody can when something does not add up.
  private Conversion positionProved(Conversion now) {
    Standing standing = standing(now);
    return switch (standing.word()) {
      case PROVEN -> ordered(now);
      case SILENCE -> isApproved(now) ? ordered(now) : held(now, standing);
      case BROKEN, AWAITED -> held(now, standing);
    };
  }

  /// Of a bank whose tokens are held.
  Standing standing(Conversion now) {
    long arrival = place.custody().arrival(now).orElseThrow();
    return place.positions().standing(now.id().bank(), arrival);
  }

  private Conversion held(Conversion now, Standing standing) {
    return waits(now, NOT_PROVED + standing.why());
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

  private Conversion waits(Conversion now, String note) {
    return now.note().equals(note) ? now : stay(now, note);
  }

  private Conversion stay(Conversion now, String note) {
    var change = new Change(now.stage(), now.stage(), now.opensAt(), note);
    return book.move(now.id(), change, clock.instant());
  }

  private Conversion move(Conversion now, Stage to, String note) {
    return book.move(now.id(), Change.of(now.stage(), to, note), clock.instant());
  }
}

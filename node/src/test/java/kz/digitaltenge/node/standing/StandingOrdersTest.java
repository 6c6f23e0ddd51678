package kz.digitaltenge.node.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.standing.Schedule.Every;
import kz.digitaltenge.node.standing.Schedule.Shift;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import org.junit.jupiter.api.Test;

/// What standing orders pay, and when.
class StandingOrdersTest extends StandingFixture {
  @Test
  void eachDayIsPaidWhenItFallsDueAndNotBefore() {
    StandingOrders orders = started();
    var _ = orders.begin(daily("A"));
    orders.round();
    assertThat(ledger.payments()).isZero();

    now = now.plus(Duration.ofHours(1));
    orders.round();
    orders.round();
    assertThat(ledger.received(BOLAT)).isEqualTo(Amount.ofTenge(1));
    days(1);
    orders.round();
    assertThat(ledger.received(BOLAT)).isEqualTo(Amount.ofTenge(2));
    assertThat(fates("A")).containsExactly(Fate.PAID, Fate.PAID);
    assertThat(told("A")).isEmpty();
    assertThat(shown("A").dueAt()).isEqualTo(now.plus(Duration.ofDays(1)));
  }

  @Test
  void whoeverIsKilledAtAnyStepPaysEachDayOnce() {
    int kills = 0;
    while (killed("kill-" + kills, kills)) {
      kills++;
      String id = "kill-" + (kills - 1);
      assertThat(ledger.all()).isEqualTo(Amount.ofTenge(3L * kills));
      assertThat(ledger.payments()).isEqualTo(3 * kills);
      assertThat(fates(id)).containsExactly(Fate.PAID, Fate.PAID, Fate.PAID);
      assertThat(shown(id).state()).isEqualTo(State.DONE);
      // What fell due days ago is late, what fell due an hour ago is not.
      assertThat(told(id))
          .containsExactly(
              "STANDING_ORDER_DONE", "STANDING_PAYMENT_LATE 0", "STANDING_PAYMENT_LATE 1");
    }
    assertThat(kills).isGreaterThan(20);
  }

  private boolean killed(String id, int crossings) {
    Instant begin = now;
    StandingOrders dying = started(crossings);
    try {
      var _ = dying.begin(byPhone(id));
      days(2);
      now = now.plus(Duration.ofHours(2));
      dying.round();
      return false;
    } catch (Tripwire.Killed _) {
      // Whoever died before the order was taken is asked again in time.
      now = begin;
      var _ = started().begin(byPhone(id));
      days(2);
      now = now.plus(Duration.ofHours(2));
      started().round();
      return true;
    } finally {
      now = begin;
    }
  }

  @Test
  void whatWasSleptOverIsPaidLateAndWhatIsTooOldIsMissed() {
    var _ = started().begin(daily("A"));
    days(5);

    started().round();

    // Due on the 2nd to the 6th at nine; it is the 7th, eight o'clock.
    assertThat(fates("A"))
        .containsExactly(Fate.MISSED, Fate.MISSED, Fate.PAID, Fate.PAID, Fate.PAID);
    assertThat(ledger.payments()).isEqualTo(3);
    assertThat(told("A"))
        .containsExactly(
            "STANDING_PAYMENT_MISSED 0",
            "STANDING_PAYMENT_MISSED 1",
            "STANDING_PAYMENT_LATE 2",
            "STANDING_PAYMENT_LATE 3",
            "STANDING_PAYMENT_LATE 4");
  }

  @Test
  void whatIsRefusedIsTriedEachHourForADayAndThenHasFailed() {
    ledger.trouble = order -> Optional.of(PayoutLedger.refused(order, POOR));
    var _ = started().begin(daily("A"));
    now = now.plus(Duration.ofHours(1));

    for (int hour = 0; hour < 24; hour++) {
      started().round();
      assertThat(fates("A").getFirst()).isEqualTo(Fate.DUE);
      now = now.plus(Duration.ofHours(1));
    }
    started().round();

    Execution failed = started().executions(shown("A"), -1, 1).getFirst();
    assertThat(failed.fate()).isEqualTo(Fate.FAILED);
    assertThat(failed.tries()).isEqualTo(25);
    assertThat(failed.problem()).contains(POOR);
    assertThat(fates("A")).containsExactly(Fate.FAILED, Fate.DUE);
    assertThat(told("A"))
        .containsExactly(
            "STANDING_PAYMENT_DELAYED 0 INSUFFICIENT_BALANCE",
            "STANDING_PAYMENT_FAILED 0 INSUFFICIENT_BALANCE",
            "STANDING_PAYMENT_DELAYED 1 INSUFFICIENT_BALANCE");
  }

  @Test
  void moneyThatComesInTimeIsEnough() {
    ledger.trouble = order -> Optional.of(PayoutLedger.refused(order, POOR));
    var _ = started().begin(daily("A"));
    now = now.plus(Duration.ofHours(1));
    started().round();
    ledger.trouble = _ -> Optional.empty();
    started().round();
    assertThat(ledger.payments()).isZero();

    now = now.plus(Duration.ofHours(1));
    started().round();
    assertThat(fates("A")).containsExactly(Fate.PAID);
    assertThat(told("A"))
        .containsExactly(
            "STANDING_PAYMENT_DELAYED 0 INSUFFICIENT_BALANCE", "STANDING_PAYMENT_LATE 0");
  }

  @Test
  void whatMayHaveBeenPaidNeverFails() {
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    var _ =
        started().begin(order("A", new Payee.Numbered(BOLAT), schedule(Every.ONCE, Shift.AS_IS)));
    now = now.plus(Duration.ofHours(1));
    started().round();
    days(3);
    started().round();

    assertThat(fates("A")).containsExactly(Fate.DUE);
    assertThat(shown("A").state()).isEqualTo(State.DONE);
    assertThat(told("A"))
        .containsExactly(
            "STANDING_ORDER_DONE", "STANDING_PAYMENT_DELAYED 0 PAYMENT_OUTCOME_UNKNOWN");
  }

  @Test
  void whatFallsDueWhilePausedIsLeftOut() {
    StandingOrders orders = started();
    StandingOrder order = orders.begin(daily("A"));
    assertThat(orders.pause(order).state()).isEqualTo(State.PAUSED);
    days(3);
    orders.round();
    assertThat(orders.resume(order).state()).isEqualTo(State.ACTIVE);
    orders.round();
    assertThat(ledger.payments()).isZero();

    now = now.plus(Duration.ofHours(1));
    orders.round();
    assertThat(ledger.payments()).isOne();
    assertThat(orders.executions(order, -1, 10).getFirst().day())
        .isEqualTo(LocalDate.of(2026, 3, 5));
  }

  @Test
  void whatIsCancelledFallsDueNoMore() {
    StandingOrders orders = started();
    StandingOrder order = orders.begin(daily("A"));
    assertThat(orders.pause(order).state()).isEqualTo(State.PAUSED);
    assertThat(orders.cancel(order).state()).isEqualTo(State.CANCELLED);
    assertThat(orders.cancel(order).state()).isEqualTo(State.CANCELLED);
    assertThat(orders.resume(order).state()).isEqualTo(State.CANCELLED);
    days(3);
    orders.round();

    assertThat(ledger.payments()).isZero();
    assertThat(told("A")).containsExactly("STANDING_ORDER_CANCELLED");
  }

  @Test
  void whatThereIsToDoIsCounted() {
    StandingOrders orders = started();
    var _ = orders.begin(daily("A"));
    StandingOrder paused = orders.begin(daily("B"));
    assertThat(orders.pause(paused).state()).isEqualTo(State.PAUSED);
    assertThat(book.underWay()).isEqualTo(new StandingBook.UnderWay(1, 0));

    ledger.trouble = order -> Optional.of(PayoutLedger.refused(order, POOR));
    days(1);
    orders.round();
    assertThat(book.underWay()).isEqualTo(new StandingBook.UnderWay(1, 1));
  }

  @Test
  void anOrderThatIsResumedAfterItsLastDayHasEnded() {
    StandingOrders orders = started();
    StandingOrder order = orders.begin(once("A", BOLAT));
    assertThat(orders.pause(order).state()).isEqualTo(State.PAUSED);
    days(2);
    for (int i = 0; i < 2; i++) {
      assertThat(orders.resume(order).state()).isEqualTo(State.DONE);
    }

    assertThat(told("A")).containsExactly("STANDING_ORDER_DONE");
  }

  @Test
  void aDayThatBecomesAHolidayMovesThePayment() {
    var _ =
        started().begin(order("A", new Payee.Numbered(BOLAT), schedule(Every.ONCE, Shift.FORWARD)));
    calendar = day -> ScheduleTest.CALENDAR.isWorking(day) && !day.equals(LocalDate.of(2026, 3, 2));
    now = now.plus(Duration.ofHours(1));
    started().round();
    assertThat(ledger.payments()).isZero();

    days(1);
    started().round();
    assertThat(ledger.payments()).isOne();
  }

  @Test
  void aDayOffDeclaredOnTheDayDoesNotMakeAPaymentTooOld() {
    LocalDate monday = LocalDate.of(2026, 3, 9);
    var schedule =
        new Schedule(
            Every.ONCE, monday, LocalTime.of(9, 0), Shift.BACK, Optional.empty(), Optional.empty());
    // Monday was a working day when the order was given: it would be paid on Monday at nine.
    calendar = _ -> true;
    var _ = started().begin(order("A", new Payee.Numbered(BOLAT), schedule));
    calendar = day -> day.isBefore(monday.minusDays(3));
    days(7);
    now = now.plus(Duration.ofHours(1));

    started().round();

    assertThat(fates("A")).containsExactly(Fate.PAID);
  }

  @Test
  void whatIsPaidLateHasItsTriesToo() {
    var _ =
        started().begin(order("A", new Payee.Numbered(BOLAT), schedule(Every.ONCE, Shift.AS_IS)));
    days(2);
    ledger.trouble = order -> Optional.of(PayoutLedger.refused(order, POOR));
    started().round();
    assertThat(fates("A")).containsExactly(Fate.DUE);

    ledger.trouble = _ -> Optional.empty();
    now = now.plus(Duration.ofHours(1));
    started().round();
    assertThat(fates("A")).containsExactly(Fate.PAID);
  }

  @Test
  void aBankThatIsSilentHoldsUpItsOwnPaymentsOnlyAndIsAskedForFewOfThem() {
    Problem silent = Problem.of(ErrorCode.PEER_SILENT, "peer", "KCJBKZKX", "timeout", "10 s");
    var asked = new AtomicInteger();
    ledger.trouble =
        order -> {
          if (!order.legs().getFirst().payee().equals(BOLAT)) {
            return Optional.empty();
          }
          asked.incrementAndGet();
          return Optional.of(PayoutLedger.refused(order, silent));
        };
    for (int i = 0; i < 30; i++) {
      var _ = started().begin(once("silent-" + i, BOLAT));
      var _ = started().begin(once("other-" + i, HANDLE));
    }
    now = now.plus(Duration.ofHours(1));
    started().round();

    assertThat(ledger.received(HANDLE)).isEqualTo(Amount.ofTenge(30));
    assertThat(asked).hasValueBetween(1, Lanes.PER_BANK);
    assertThat(fates("silent-29")).containsExactly(Fate.DUE);
    ledger.trouble = _ -> Optional.empty();
    now = now.plus(Duration.ofHours(1));
    started().round();
    assertThat(ledger.received(BOLAT)).isEqualTo(Amount.ofTenge(30));
  }

  @Test
  void aSilentBankWhosePayeesAreKnownByPhoneIsAskedForFewOfThemToo() {
    Problem silent = Problem.of(ErrorCode.PEER_SILENT, "peer", "KCJBKZKX", "timeout", "10 s");
    var asked = new AtomicInteger();
    finder = (_, alias) -> alias.equals(PHONE) ? BOLAT : HANDLE;
    ledger.trouble =
        order -> {
          if (!order.legs().getFirst().payee().equals(BOLAT)) {
            return Optional.empty();
          }
          asked.incrementAndGet();
          return Optional.of(PayoutLedger.refused(order, silent));
        };
    var other = new Alias(Alias.Kind.PHONE, "+77019990002");
    for (int i = 0; i < 30; i++) {
      var _ = started().begin(byPhone("silent-" + i));
      var _ =
          started()
              .begin(
                  order("other-" + i, new Payee.Known(other), schedule(Every.ONCE, Shift.AS_IS)));
    }
    now = now.plus(Duration.ofHours(1));
    started().round();

    assertThat(ledger.received(HANDLE)).isEqualTo(Amount.ofTenge(30));
    assertThat(asked).hasValueBetween(1, Lanes.PER_BANK);
  }

  @Test
  void whatFallsDueWhileOthersArePaidSlowlyIsPaidInTheSameLook() {
    for (int i = 0; i < 20; i++) {
      var _ = started().begin(once("slow-" + i, BOLAT));
    }
    var _ = started().begin(daily("later"));
    ledger.trouble =
        order -> {
          // A payment that takes a day.
          if (ledger.payments() == 0) {
            days(1);
          }
          return Optional.empty();
        };
    now = now.plus(Duration.ofHours(1));
    started().round();

    assertThat(fates("later")).hasSizeGreaterThan(1).containsOnly(Fate.PAID);
    assertThat(fates("slow-19")).containsExactly(Fate.PAID);
  }

  @Test
  void manyThatNeedACalendarThatIsAwayHideNoOther() throws SQLException {
    for (int i = 0; i < 3; i++) {
      var _ =
          started()
              .begin(
                  order(
                      "stuck-" + i,
                      new Payee.Numbered(BOLAT),
                      schedule(Every.ONCE, Shift.FORWARD)));
    }
    // As many again as are looked at together, and more.
    multiply(400);
    now = now.plusSeconds(60);
    var _ = started().begin(once("free", HANDLE));
    now = now.plus(Duration.ofHours(2));
    calendar =
        _ -> {
          throw Problem.of(ErrorCode.PEER_SILENT, "peer", "NBRKKZKX", "timeout", "10 s")
              .exception();
        };

    StandingOrders orders = started();
    assertThatThrownBy(orders::round)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PEER_SILENT));

    assertThat(fates("free")).containsExactly(Fate.PAID);
    assertThat(ledger.payments()).isOne();
  }

  @Test
  void manyThatWaitForASlowBankHideNoOther() throws SQLException {
    var paid = new CountDownLatch(1);
    ledger.trouble =
        order -> {
          if (order.legs().getFirst().payee().equals(HANDLE)) {
            paid.countDown();
            return Optional.empty();
          }
          // Slow as long as the other bank's payment waits.
          return isOpenedIn(paid, Duration.ofMinutes(1))
              ? Optional.empty()
              : Optional.of(PayoutLedger.refused(order, POOR));
        };
    for (int i = 0; i < 3; i++) {
      var _ = started().begin(once("slow-" + i, BOLAT));
    }
    // More than are read at once.
    multiply(170);
    now = now.plusSeconds(60);
    var _ = started().begin(daily("A"));
    var _ = started().begin(once("other", HANDLE));
    now = now.plus(Duration.ofHours(2));

    started().round();

    assertThat(fates("other")).containsExactly(Fate.PAID);
    assertThat(book.underWay().payments()).isZero();
    assertThat(ledger.received(BOLAT)).isEqualTo(Amount.ofTenge(3 * 171 + 1));
  }

  private static boolean isOpenedIn(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void oneIdIsOneOrderAndItsFirstDayIsNotOver() {
    StandingOrder order = started().begin(daily("A"));
    assertThat(started().begin(daily("A"))).isEqualTo(order);
    assertRefused(ErrorCode.STANDING_ORDER_ID_REUSED, byPhone("A"));
    days(1);
    assertRefused(ErrorCode.MALFORMED_REQUEST, daily("B"));
    assertThat(started().find("A")).contains(order);
  }

  private void assertRefused(ErrorCode code, StandingOrder.Order order) {
    assertThatThrownBy(() -> started().begin(order))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

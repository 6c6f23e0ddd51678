package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.testkit.PayoutLedger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What signatories have approved and something stands in the way of.
class HeldUpPaymentsTest extends MandateFixture {
  private static final long PATIENCE_SECONDS = 60;

  /// Held up by its payee's bank, which is away.
  private Bank heldUp(String... ids) {
    Bank bank = bank();
    bank.mandate("1", director());
    ledger.trouble = order -> Optional.of(away(order));
    for (String id : ids) {
      bank.file(id, "5");
      assertThat(bank.director(id).state()).isEqualTo(State.APPROVED);
    }
    return bank;
  }

  private static PaymentResult away(PaymentOrder order) {
    return PayoutLedger.refused(
        order, Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KPSTKZKA", "reason", "it is away"));
  }

  private static PaymentResult voided(PaymentOrder order) {
    return PayoutLedger.refused(order, Problem.of(ErrorCode.PAYMENT_VOID, "reason", "LATE"));
  }

  private static PaymentResult paid(PaymentOrder order) {
    return new PaymentResult.Final(
        order.id(), new TransactionId(Hash.sha256(new byte[] {7})), 1, Instant.EPOCH);
  }

  @Test
  void whatIsNotUnderWayCanBeTakenBackAndIsNotPaid() {
    Bank bank = heldUp("away", "void");
    begun =
        order -> order.id().value().equals("void") ? Optional.of(voided(order)) : Optional.empty();

    for (String id : List.of("away", "void")) {
      assertThat(bank.desk().withdraw(id, "too late").state()).isEqualTo(State.WITHDRAWN);
      assertThat(bank.desk().withdraw(id, "again").note().words()).isEqualTo("too late");
    }
    ledger.trouble = _ -> Optional.empty();
    bank.approvals().resume();
    bank.director("away");

    assertThat(bank.file("away", "5").state()).isEqualTo(State.WITHDRAWN);
    refused(
        ErrorCode.APPROVAL_REQUIRED,
        "signatories",
        () -> bank.mandates().guarding(AccountGuard.NONE).pay(typed("away", 5)));
    assertThat(ledger.payments()).isZero();
    assertThat(told()).endsWith("PAYMENT_WITHDRAWN away", "PAYMENT_WITHDRAWN void");
  }

  @Test
  void whatIsUnderWayCannotBeTakenBackAndWhatHasPaidIsPaid() {
    Bank bank = heldUp("p1");
    begun = order -> Optional.of(PayoutLedger.pending(order));
    refused(ErrorCode.APPROVAL_REFUSED, "under way", () -> bank.desk().withdraw("p1", "a mistake"));
    assertThat(bank.desk().filed("p1").state()).isEqualTo(State.APPROVED);
    begun = order -> Optional.of(paid(order));

    refused(
        ErrorCode.APPROVAL_REFUSED,
        "its state is PAID",
        () -> bank.desk().withdraw("p1", "a mistake"));

    assertThat(bank.desk().filed("p1").state()).isEqualTo(State.PAID);
    assertThat(bank.desk().filed("p1").transaction()).isPresent();
  }

  /// Whoever comes first, it is either paid or taken back.
  @Test
  void takenBackAndTriedAgainAtOnceItIsPaidOrTakenBackAndNeverBoth() {
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "p" + i).toList();
    Bank bank = heldUp(ids.toArray(String[]::new));
    ledger.trouble = _ -> Optional.empty();

    CompletableFuture<Void> resumed = CompletableFuture.runAsync(bank.approvals()::resume);
    for (String id : ids.reversed()) {
      try {
        var _ = bank.desk().withdraw(id, "a mistake");
      } catch (PlatformException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_REFUSED);
      }
    }
    resumed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();

    for (String id : ids) {
      boolean isPaid = ledger.outcome(typed(id, 5)).isPresent();
      assertThat(bank.desk().filed(id).state())
          .as(id)
          .isEqualTo(isPaid ? State.PAID : State.WITHDRAWN);
    }
  }

  /// As an operator's own payment under the same id would: it is past the guard, and not begun.
  @Test
  void whatSomebodyElseIsPayingCannotBeTakenBack() {
    Bank bank = heldUp("p1");
    var guard = bank.mandates().guarding(AccountGuard.NONE);
    try (var _ = guard.pay(typed("p1", 5))) {
      refused(
          ErrorCode.APPROVAL_REFUSED, "under way", () -> bank.desk().withdraw("p1", "a mistake"));
    }

    assertThat(bank.desk().withdraw("p1", "a mistake").state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void whatCannotBePaidForDaysExpires() {
    Bank bank = heldUp("away", "pending");
    begun =
        order ->
            order.id().value().equals("pending")
                ? Optional.of(PayoutLedger.pending(order))
                : Optional.empty();
    now = NOON.plus(Filing.PATIENCE).plus(Filing.HELD_UP_MAX).minusMillis(1);
    bank.approvals().resume();
    assertThat(bank.desk().filed("away").state()).isEqualTo(State.APPROVED);
    now = now.plusMillis(1);

    bank.approvals().resume();

    assertThat(bank.desk().filed("away").state()).isEqualTo(State.EXPIRED);
    assertThat(bank.desk().filed("away").note().words()).contains("paid in time");
    assertThat(bank.desk().filed("pending").state()).isEqualTo(State.APPROVED);
    assertThat(told()).endsWith("PAYMENT_EXPIRED away");
  }

  @Test
  void whateverGoesWrongWithOneTheOthersArePaid() {
    Bank bank = heldUp("bad", "good", "better");
    ledger.trouble =
        order -> {
          if (order.id().value().equals("bad")) {
            throw new IllegalStateException("a fault");
          }
          return Optional.empty();
        };

    assertThatThrownBy(bank.approvals()::resume).hasMessage("a fault");

    assertThat(bank.desk().filed("bad").state()).isEqualTo(State.APPROVED);
    assertThat(bank.desk().filed("good").state()).isEqualTo(State.PAID);
    assertThat(bank.desk().filed("better").state()).isEqualTo(State.PAID);
  }

  @Test
  void whatCannotBeEndedKeepsNoOtherFromItsEnd() {
    var fault =
        new AtomicReference<>(Problem.of(ErrorCode.OVERLOADED, "queue", "The line", "limit", 1));
    Bank bank =
        bank(
            (method, key) -> {
              if (method.equals("move") && key.equals("bad")) {
                throw Objects.requireNonNull(fault.get()).exception();
              }
            },
            HookedBook.NONE);
    bank.mandate("1", director());
    bank.file("bad", "5");
    bank.file("good", "5");
    now = NOON.plus(Filing.PATIENCE);

    refused(ErrorCode.OVERLOADED, "The line", bank.approvals()::resume);

    assertThat(told()).contains("PAYMENT_EXPIRED good").doesNotContain("PAYMENT_EXPIRED bad");
    fault.set(Problem.of(ErrorCode.STOPPING, "part", "The node"));
    refused(ErrorCode.STOPPING, "The node", bank.approvals()::resume);
  }

  /// One payee's bank is silent until the others are paid.
  @Test
  void aSilentBankKeepsNobodyElseWaiting() {
    Bank bank = heldUp("silent-1", "silent-2", "silent-3");
    for (String id : List.of("quick-1", "quick-2")) {
      bank.desk().file(new PayOrder(id, COMPANY.value(), OTHER.value(), "5", "KZT"), 8);
      bank.director(id);
    }
    var othersPaid = new CountDownLatch(1);
    var asked = new AtomicInteger();
    ledger.trouble =
        order -> {
          if (order.legs().getFirst().payee().equals(OTHER)) {
            return Optional.empty();
          }
          asked.incrementAndGet();
          await(othersPaid);
          return Optional.of(away(order));
        };

    CompletableFuture<Void> resumed = CompletableFuture.runAsync(bank.approvals()::resume);
    for (String id : List.of("quick-1", "quick-2")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
          .until(() -> bank.desk().filed(id).state() == State.PAID);
    }
    assertThat(resumed).isNotDone();
    othersPaid.countDown();
    resumed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();

    assertThat(asked).as("a bank that is away is asked once a look").hasValue(1);
    assertThat(bank.desk().filed("silent-2").state()).isEqualTo(State.APPROVED);
    ledger.trouble = _ -> Optional.empty();
    bank.approvals().resume();
    assertThat(ledger.payments()).isEqualTo(5);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

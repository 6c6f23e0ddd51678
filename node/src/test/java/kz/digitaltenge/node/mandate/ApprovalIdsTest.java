package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.Test;

/// Whose the id of a payment is that waits for signatories.
class ApprovalIdsTest extends MandateFixture {
  /// Another customer's, whom nobody signs for.
  private static PaymentOrder others(String id) {
    return new PaymentOrder(
        new PaymentId(id), OTHER, PAYEE, Holding.of(TestNetwork.KZT), Amount.ofTenge(1));
  }

  @Test
  void whileItWaitsNoOtherPayerPaysUnderIt() {
    Bank bank = bank();
    bank.mandate("1", director());
    bank.file("p1", "5");

    // As after a stop too.
    for (Bank each : List.of(bank, bank())) {
      AccountGuard guard = each.mandates().guarding(AccountGuard.NONE);
      refused(ErrorCode.PAYMENT_ID_REUSED, "p1", () -> guard.pay(others("p1")));
      guard.pay(others("p2")).close();
    }
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    assertThat(bank.director("p1").state()).isEqualTo(State.APPROVED);
    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    refused(ErrorCode.PAYMENT_ID_REUSED, "p1", () -> guard.pay(others("p1")));
  }

  @Test
  void whatHasEndedUnpaidLeavesItToOthersAndNotToItsPayer() {
    Bank bank = bank();
    bank.mandate("1", director());
    bank.file("taken", "5");
    bank.file("changed", "5");
    bank.desk().withdraw("taken", "a mistake");
    bank.mandate("1", accountant());

    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    for (String id : List.of("taken", "changed")) {
      guard.pay(others(id)).close();
      assertThat(bank.file(id, "5").state()).isEqualTo(State.WITHDRAWN);
      refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed(id, 5)));
    }
  }

  @Test
  void whatAnotherPayerPaysUnderItIsNotFiled() {
    Bank bank = bank();
    bank.mandate("1", director());
    begun =
        order ->
            Optional.of(
                order.payer().equals(OTHER)
                    ? PayoutLedger.pending(order)
                    : PayoutLedger.refused(
                        order, Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id())));

    // The payment itself says what stands in the way.
    assertThat(bank.desk().file(order("p1", "5"), 8)).isEmpty();
    assertThat(told()).containsExactly("MANDATE_SET 1");
  }

  /// While the vault is asked about the id, nobody else takes it.
  @Test
  void whileItIsBeingFiledNoOtherPayerPaysUnderIt() {
    Bank bank = bank();
    bank.mandate("1", director());
    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    begun =
        order -> {
          refused(ErrorCode.PAYMENT_ID_REUSED, "p1", () -> guard.pay(others("p1")));
          return Optional.empty();
        };

    assertThat(bank.file("p1", "5").state()).isEqualTo(State.AWAITING_APPROVAL);
  }

  /// Another payer's payment that got past the first question before asks next whose open payment
  /// has the id, and takes what is in no book for ended.
  @Test
  void whatIsSaidToBeOpenIsInTheBook() {
    var banks = new AtomicReference<Bank>();
    var filed = new AtomicInteger();
    Bank bank =
        bank(
            (method, _) -> {
              if (method.equals("file")) {
                filed.incrementAndGet();
                assertThat(
                        Objects.requireNonNull(banks.get())
                            .mandates()
                            .ids()
                            .payer(new PaymentId("p1")))
                    .isEmpty();
              }
            },
            HookedBook.NONE);
    banks.set(bank);
    bank.mandate("1", director());

    bank.file("p1", "5");

    assertThat(filed).hasValue(1);
    assertThat(bank.mandates().ids().payer(new PaymentId("p1"))).contains(COMPANY);
  }

  @Test
  void whatMayHaveBeenFiledKeepsItsId() {
    Bank bank = losingAnswers("file");
    bank.mandate("1", director());

    refused(ErrorCode.DATABASE_UNAVAILABLE, "lost", () -> bank.file("p1", "5"));

    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    refused(ErrorCode.PAYMENT_ID_REUSED, "p1", () -> guard.pay(others("p1")));
  }

  /// It was ordered before the mandate, and its attempt came to nothing.
  @Test
  void whatWasVoidBeforeTheMandateIsFiledUnderTheSameIdAndPaidOnce() {
    Bank bank = bank();
    bank.mandate("1", director());
    begun =
        order ->
            Optional.of(
                PayoutLedger.refused(order, Problem.of(ErrorCode.PAYMENT_VOID, "reason", "LATE")));

    assertThat(bank.file("p1", "5").state()).isEqualTo(State.AWAITING_APPROVAL);
    begun = _ -> Optional.empty();

    assertThat(bank.director("p1").state()).isEqualTo(State.PAID);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(5));
    // What is under way since before is not filed: it may have paid.
    begun = order -> Optional.of(PayoutLedger.pending(order));
    assertThat(bank.desk().file(new PayOrder("p2", COMPANY.value(), PAYEE.value(), "5", "KZT"), 8))
        .isEmpty();
  }
}

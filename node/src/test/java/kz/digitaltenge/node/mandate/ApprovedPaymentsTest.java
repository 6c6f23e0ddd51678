package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.Test;

/// What the node's own services, such as refunds, pay out of accounts that several people sign for.
class ApprovedPaymentsTest extends MandateFixture {
  private static final TransactionId GIVEN_BACK =
      new TransactionId(Hash.sha256(new byte[] {1, 2, 3}));

  private static PaymentOrder refund(String id) {
    return new PaymentOrder(
        new PaymentId(id),
        COMPANY,
        PAYEE,
        Holding.of(TestNetwork.KZT),
        Amount.ofTenge(3),
        Optional.of(GIVEN_BACK));
  }

  private static void awaited(PaymentService payments, String id) {
    refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> payments.pay(refund(id)));
  }

  private static void notApproved(PaymentService payments, String id, String reason) {
    assertThat(payments.pay(refund(id)))
        .isInstanceOfSatisfying(
            PaymentResult.Refused.class,
            no -> {
              assertThat(no.isForGood()).isTrue();
              assertThat(no.problem().code()).isEqualTo(ErrorCode.PAYMENT_NOT_APPROVED);
              assertThat(no.problem().message()).contains(reason);
            });
  }

  @Test
  void aRefundIsPaidOnceItsSignatoriesHaveSignedWhatItGivesBack() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    PaymentService payments = bank.approvals().asking(ledger);
    awaited(payments, "back");
    FiledLine filed = bank.desk().filed("back");
    assertThat(filed.approve())
        .contains("\"refundOf\":\"%s\",\"amount\":\"3.00\"".formatted(GIVEN_BACK));
    assertThat(filed.refundOf()).contains(GIVEN_BACK);
    bank.director("back");
    awaited(payments, "back");
    assertThat(ledger.payments()).isZero();

    assertThat(bank.accountant("back").state()).isEqualTo(FiledLine.State.PAID);

    // As after a stop.
    assertThat(bank().approvals().asking(ledger).pay(refund("back")))
        .isInstanceOf(PaymentResult.Final.class);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(3));
    assertThat(ledger.payments()).isEqualTo(1);
  }

  @Test
  void whatSignatoriesDoNotApproveIsRefusedForGood() {
    Bank bank = bank();
    bank.mandate("1", director());
    PaymentService payments = bank.approvals().asking(ledger);
    for (String id : List.of("no", "taken", "late")) {
      awaited(payments, id);
    }
    bank.decide("no", "director", DIRECTOR, EDDSA, false);
    bank.desk().withdraw("taken", "a mistake");
    now = NOON.plus(Filing.PATIENCE);
    bank.approvals().resume();
    awaited(payments, "changed");
    bank.mandate("1", accountant());

    notApproved(payments, "no", "refused it");
    notApproved(payments, "taken", "a mistake");
    notApproved(payments, "late", "in time");
    notApproved(payments, "changed", "mandate was changed");
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void whatIsApprovedAndHeldUpIsNeitherPaidNorRefusedHere() {
    Bank bank = bank();
    bank.mandate("1", director());
    PaymentService payments = bank.approvals().asking(ledger);
    awaited(payments, "back");
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    assertThat(bank.director("back").state()).isEqualTo(FiledLine.State.APPROVED);

    refused(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "back", () -> payments.pay(refund("back")));
    ledger.trouble = _ -> Optional.empty();

    assertThat(payments.pay(refund("back"))).isInstanceOf(PaymentResult.Final.class);
    assertThat(ledger.payments()).isEqualTo(1);
  }

  /// Whether nobody has approved it yet or it is held up, it is not paid any more from then on.
  @Test
  void whatItsServiceDoesNotWantAnyMoreIsNotPaidUnlessItIsUnderWay() {
    Bank bank = bank();
    bank.mandate("1", director());
    PaymentService payments = bank.approvals().asking(ledger);
    for (String id : List.of("waits", "held", "moves", "paid")) {
      awaited(payments, id);
    }
    bank.director("paid");
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    bank.director("held");
    bank.director("moves");
    ledger.trouble = _ -> Optional.empty();

    assertThat(payments.end(refund("waits"), "too late")).isEmpty();
    assertThat(payments.end(refund("held"), "too late")).isEmpty();
    begun = order -> Optional.of(PayoutLedger.pending(order));
    refused(
        ErrorCode.PAYMENT_OUTCOME_UNKNOWN,
        "moves",
        () -> payments.end(refund("moves"), "too late"));
    begun = _ -> Optional.empty();
    assertThat(payments.end(refund("paid"), "too late").orElseThrow())
        .isInstanceOf(PaymentResult.Final.class);
    assertThat(payments.end(refund("unheard-of"), "too late")).isEmpty();

    refused(ErrorCode.APPROVAL_REFUSED, "its state is EXPIRED", () -> bank.director("waits"));
    bank.approvals().resume();
    notApproved(payments, "waits", "too late");
    notApproved(payments, "held", "too late");
    assertThat(payments.pay(refund("moves"))).isInstanceOf(PaymentResult.Final.class);
    assertThat(ledger.payments()).isEqualTo(2);
  }

  @Test
  void anIdThatWaitsForSomethingElseIsRefusedAndOthersArePaidAtOnce() {
    Bank bank = bank();
    PaymentService payments = bank.approvals().asking(ledger);
    assertThat(payments.pay(refund("before"))).isInstanceOf(PaymentResult.Final.class);
    bank.mandate("1", director());
    bank.file("p1", "3");

    assertThat(payments.pay(refund("p1")))
        .isInstanceOfSatisfying(
            PaymentResult.Refused.class,
            no -> assertThat(no.problem().code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
    assertThat(ledger.payments()).isEqualTo(1);
  }
}

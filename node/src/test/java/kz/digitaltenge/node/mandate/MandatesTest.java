package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.MandateOrder.Tier;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import org.junit.jupiter.api.Test;

/// Mandates and the payments that wait under them, from the first signature to the end.
class MandatesTest extends MandateFixture {
  @Test
  void withBothSignaturesItIsPaidOnceAndTheSameApprovalAgainHasTheSameAnswer() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    FiledLine filed = bank.file("p1", "300");

    FiledLine one = bank.director("p1");
    assertThat(filed.state()).isEqualTo(State.AWAITING_APPROVAL);
    assertThat(one.state()).isEqualTo(State.AWAITING_APPROVAL);
    assertThat(ledger.payments()).isZero();
    FiledLine paid = bank.accountant("p1");

    assertThat(paid.state()).isEqualTo(State.PAID);
    assertThat(paid.transaction()).isPresent();
    assertThat(bank.accountant("p1")).isEqualTo(paid);
    assertThat(bank.director("p1")).isEqualTo(paid);
    assertThat(bank.file("p1", "300")).isEqualTo(paid);
    assertThat(bank.mandates().agreed(COMPANY, new PaymentId("p1")))
        .containsExactlyInAnyOrder(0, 1);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(300));
    assertThat(paid.decisions())
        .extracting(FiledLine.Decision::signatory)
        .containsExactly("director", "accountant");
  }

  @Test
  void withoutTheirApprovalNothingPaysWhoeverOrdersIt() {
    Bank bank = bank();
    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    guard.pay(typed("before", 5)).close();
    bank.mandate("2", director(), accountant());
    bank.file("p1", "300");
    bank.director("p1");

    refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed("other", 5)));
    refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed("p1", 300)));
    bank.accountant("p1");
    guard.pay(typed("p1", 300)).close();
    refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed("p1", 301)));
    assertThat(guard.quorum(COMPANY)).contains(new Quorum(2, 2));
    assertThat(guard.quorum(OTHER)).isEmpty();
    var unasked = new PayOrder("x", OTHER.value(), PAYEE.value(), "1", "KZT");
    assertThat(bank.desk().file(unasked, 1)).isEmpty();
  }

  @Test
  void aPaymentToSeveralIsApprovedWithAllItsLegs() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    List<PayOrder.Leg> legs =
        List.of(new PayOrder.Leg(PAYEE.value(), "2"), new PayOrder.Leg(OTHER.value(), "3.50"));
    var told = new Remittance("Rent \"A\"", "C-7/1", "859");
    var order = new PayOrder("split", COMPANY.value(), "", "5.50", "KZT", legs, told);

    FiledLine filed = bank.desk().file(order, 8).orElseThrow();
    assertThat(filed.approve())
        .isEqualTo(
            "{\"decision\":\"APPROVE\",\"payment\":\"split\",\"payer\":\"%s\",\"legs\":[{\"payee\":\"%s\",\"amount\":\"2.00\"},{\"payee\":\"%s\",\"amount\":\"3.50\"}],\"amount\":\"5.50\",\"currency\":\"KZT\",\"purpose\":\"Rent \\\"A\\\"\",\"reference\":\"C-7/1\",\"knp\":\"859\"}"
                .formatted(COMPANY.value(), PAYEE.value(), OTHER.value()));
    assertThat(filed.payee()).isEmpty();
    assertThat(filed.legs()).hasSize(2);
    bank.director("split");
    // As after a stop.
    Bank later = bank();
    assertThat(later.desk().file(order, 8).orElseThrow().decisions()).hasSize(1);
    var swapped = new PayOrder("split", COMPANY.value(), "", "5.50", "KZT", legs.reversed(), told);
    refused(ErrorCode.PAYMENT_ID_REUSED, "split", () -> later.desk().file(swapped, 8));

    assertThat(later.accountant("split").state()).isEqualTo(State.PAID);
    assertThat(ledger.payments()).isEqualTo(1);
    assertThat(ledger.received(PAYEE)).isEqualTo(Amount.ofTenge(2));
    assertThat(ledger.all()).isEqualTo(Amount.parse("5.50"));
    var own = List.of(new PayOrder.Leg(PAYEE.value(), "2"), new PayOrder.Leg(COMPANY.value(), "3"));
    refused(
        ErrorCode.LEG_REFUSED,
        "SELF_PAYMENT",
        () -> later.desk().file(new PayOrder("own", COMPANY.value(), "", "", "KZT", own), 8));
  }

  @Test
  void aLargeAmountNeedsMoreThanTheLedgerAsksFor() {
    Bank bank = bank();
    bank.desk()
        .changeMandate(
            new MandateOrder(
                COMPANY.value(),
                List.of(director(), accountant(), attorney()),
                "1",
                List.of(new Tier("100", "2"), new Tier("1000", "3")),
                "charter"),
            7);
    for (String id : List.of("small", "middle", "large")) {
      bank.file(id, id.equals("small") ? "100" : id.equals("middle") ? "1000" : "1000.01");
    }

    assertThat(bank.director("small").state()).isEqualTo(State.PAID);
    assertThat(bank.director("middle").state()).isEqualTo(State.AWAITING_APPROVAL);
    assertThat(bank.accountant("middle").state()).isEqualTo(State.PAID);
    bank.director("large");
    assertThat(bank.accountant("large").state()).isEqualTo(State.AWAITING_APPROVAL);
    assertThat(bank.decide("large", "attorney", ATTORNEY, EDDSA, true).state())
        .isEqualTo(State.PAID);
    assertThat(bank.mandates().guarding(AccountGuard.NONE).quorum(COMPANY))
        .contains(new Quorum(1, 3));
  }

  @Test
  void whatTooManyRefuseIsOver() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant(), attorney());
    bank.file("p1", "5");

    assertThat(bank.decide("p1", "director", DIRECTOR, EDDSA, false).state())
        .isEqualTo(State.AWAITING_APPROVAL);
    refused(ErrorCode.APPROVAL_REFUSED, "otherwise", () -> bank.director("p1"));
    assertThat(bank.decide("p1", "attorney", ATTORNEY, EDDSA, false).state())
        .isEqualTo(State.REFUSED);
    refused(ErrorCode.APPROVAL_REFUSED, "its state is REFUSED", () -> bank.accountant("p1"));
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void whatNobodyApprovesInTimeExpires() {
    Bank bank = bank();
    bank.mandate("1", director());
    bank.file("early", "5");
    bank.file("late", "5");
    now = NOON.plus(Filing.PATIENCE).minusMillis(1);
    assertThat(bank.director("early").state()).isEqualTo(State.PAID);
    now = NOON.plus(Filing.PATIENCE);

    refused(ErrorCode.APPROVAL_REFUSED, "its state is EXPIRED", () -> bank.director("late"));
    assertThat(bank.desk().filed("late").state()).isEqualTo(State.EXPIRED);
    bank.file("untouched", "5");
    now = now.plus(Filing.PATIENCE);
    bank.approvals().resume();
    assertThat(bank.desk().waitingAfter("", 10)).isEmpty();
    assertThat(ledger.payments()).isEqualTo(1);
  }

  @Test
  void whatWaitsIsListedAndCanBeTakenBack() {
    Bank bank = bank();
    bank.mandate("1", director());
    for (String id : List.of("a", "b", "c")) {
      bank.file(id, "5");
    }
    assertThat(bank.desk().withdraw("b", "a mistake").state()).isEqualTo(State.WITHDRAWN);
    assertThat(bank.desk().withdraw("b", "again").note().words()).isEqualTo("a mistake");
    bank.director("c");

    assertThat(bank.desk().waitingAfter("", 10))
        .extracting(FiledLine::payment)
        .containsExactly("a");
    assertThat(bank.desk().waitingAfter("a", 10)).isEmpty();
    refused(ErrorCode.APPROVAL_REFUSED, "its state is WITHDRAWN", () -> bank.director("b"));
    refused(
        ErrorCode.APPROVAL_REFUSED, "its state is PAID", () -> bank.desk().withdraw("c", "late"));
    refused(ErrorCode.UNKNOWN_PAYMENT, "none", () -> bank.desk().filed("none"));
  }

  @Test
  void aChangedMandateWithdrawsWhatWaitsAndKeepsItsVersions() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    bank.file("p1", "5");
    bank.director("p1");

    assertThat(bank.mandate("2", director(), accountant()).version()).isEqualTo(1);
    assertThat(bank.mandate("2", director(), attorney()).version()).isEqualTo(2);
    assertThat(bank.desk().filed("p1").state()).isEqualTo(State.WITHDRAWN);
    refused(ErrorCode.APPROVAL_REFUSED, "nobody signs", () -> bank.accountant("p1"));
    bank.file("p2", "5");
    // Who takes the place of another takes no decision over.
    Person successor = new Person.OnEd25519("successor");
    bank.director("p2");
    bank.mandate("1", successor.line("director", "DIRECTOR"));
    assertThat(bank.mandates().agreed(COMPANY, new PaymentId("p2"))).isEmpty();

    Bank later = bank();
    assertThat(later.desk().mandates(COMPANY.value()))
        .isEqualTo(bank.desk().mandates(COMPANY.value()))
        .extracting(MandateLine::version)
        .containsExactly(1, 2, 3);
    later.file("p3", "5");
    refused(ErrorCode.APPROVAL_REFUSED, "not signed", () -> later.director("p3"));
    assertThat(later.decide("p3", "director", successor, EDDSA, true).state())
        .isEqualTo(State.PAID);
  }

  @Test
  void anEndedMandateLeavesTheAccountToItsOwnerAndNothingThatWaitedIsPaid() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    bank.file("waits", "5");
    bank.file("paid", "5");
    bank.director("paid");
    FiledLine paid = bank.accountant("paid");
    now = NOON.plusSeconds(60);

    MandateLine end = bank.end();

    assertThat(end.version()).isEqualTo(2);
    assertThat(end.signatories()).isEmpty();
    assertThat(end.at()).isEqualTo(now);
    assertThat(end.reason()).isEqualTo("one owner is left");
    assertThat(bank.end()).isEqualTo(end);
    for (Bank each : List.of(bank, bank())) {
      AccountGuard guard = each.mandates().guarding(AccountGuard.NONE);
      assertThat(guard.quorum(COMPANY)).isEmpty();
      guard.pay(typed("alone", 5)).close();
      assertThat(each.desk().file(order("alone", "5"), 8)).isEmpty();
      assertThat(each.file("waits", "5").state()).isEqualTo(State.WITHDRAWN);
      refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed("waits", 5)));
      refused(ErrorCode.APPROVAL_REFUSED, "has ended", () -> each.director("waits"));
      assertThat(each.desk().filed("paid")).isEqualTo(paid);
      assertThat(each.desk().mandates(COMPANY.value())).hasSize(2);
    }
    assertThat(bank.mandate("2", director(), accountant()).version()).isEqualTo(3);
    refused(
        ErrorCode.MANDATE_REFUSED,
        "under none",
        () -> bank.desk().endMandate(OTHER.value(), "why not", 1));
  }

  @Test
  void aMandateIsInForceAlsoWhenTheAnswerIsLost() {
    Bank bank = losingAnswers("keep");
    AccountGuard guard = bank.mandates().guarding(AccountGuard.NONE);
    lost(() -> bank.mandate("2", director(), accountant()));
    refused(ErrorCode.APPROVAL_REQUIRED, "signatories", () -> guard.pay(typed("alone", 5)));

    assertThat(bank.mandate("2", director(), accountant()).version()).as("repeated").isEqualTo(1);
    lost(bank::end);
    guard.pay(typed("alone", 5)).close();
    assertThat(bank.end().version()).as("repeated").isEqualTo(2);
  }

  private static void lost(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
  }

  /// Two of the largest amounts are more than there may be.
  @Test
  void nobodyIsAskedToSignWhatCouldNeverBePaid() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    String most = Amount.ofTiyn(Amount.MAX_TIYN).toString();
    var legs =
        List.of(new PayOrder.Leg(PAYEE.value(), most), new PayOrder.Leg(OTHER.value(), most));
    var huge = new PayOrder("huge", COMPANY.value(), "", "", "KZT", legs);

    refused(ErrorCode.AMOUNT_TOO_LARGE, most, () -> bank.desk().file(huge, 8));
  }

  /// Approved by the mandate of before and held up: the mandate of today has not approved it.
  @Test
  void whatIsHeldUpWhenTheMandateChangesIsNotPaid() {
    Bank bank = bank();
    bank.mandate("1", director(), accountant());
    bank.file("p1", "5");
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    assertThat(bank.director("p1").state()).isEqualTo(State.APPROVED);
    bank.mandate("2", director(), accountant());
    ledger.trouble = _ -> Optional.empty();

    bank.approvals().resume();

    assertThat(bank.desk().filed("p1").state()).isEqualTo(State.REFUSED);
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void aRefusalForGoodEndsItAndAHindranceDoesNot() {
    Bank bank = bank();
    bank.mandate("1", director());
    bank.file("poor", "5");
    bank.file("busy", "5");
    ledger.trouble =
        order ->
            Optional.of(
                PayoutLedger.refused(
                    order,
                    order.id().value().equals("poor")
                        ? Problem.of(
                            ErrorCode.INSUFFICIENT_BALANCE,
                            "account",
                            COMPANY,
                            "available",
                            "0",
                            "amount",
                            "5")
                        : Problem.of(ErrorCode.OVERLOADED, "queue", "The line", "limit", "1")));
    assertThat(bank.director("poor").state()).isEqualTo(State.REFUSED);
    assertThat(bank.director("busy").state()).isEqualTo(State.APPROVED);
    ledger.trouble = _ -> Optional.empty();

    bank.approvals().resume();

    assertThat(bank.desk().filed("busy").state()).isEqualTo(State.PAID);
    assertThat(bank.file("poor", "5").state()).isEqualTo(State.REFUSED);
    assertThat(ledger.payments()).isEqualTo(1);
  }

  @Test
  void anIdMeansOnePaymentForGood() {
    Bank bank = bank();
    var _ = ledger.pay(typed("old", 5));
    bank.mandate("1", director());
    bank.file("p1", "5");

    refused(ErrorCode.PAYMENT_ID_REUSED, "p1", () -> bank.file("p1", "6"));
    refused(
        ErrorCode.PAYMENT_ID_REUSED,
        "p1",
        () -> bank.desk().file(told(order("p1", "5"), "another purpose"), 1));
    // What was paid before there was a mandate is told as it was.
    assertThat(bank.desk().file(order("old", "5"), 1)).isEmpty();
  }

  private static PayOrder told(PayOrder order, String purpose) {
    return new PayOrder(
        order.payment(),
        order.payer(),
        order.payee(),
        order.amount(),
        order.currency(),
        order.legs(),
        Remittance.ofPurpose(purpose));
  }

  /// Whoever dies between any two calls of any ports, it is paid once.
  @Test
  void whereverTheProcessDiesItIsPaidOnce() throws SQLException {
    boolean died = true;
    int crossings = 0;
    // Before each call: after one, nothing is written until the next.
    for (; died; crossings += 2) {
      fresh();
      ledger = new PayoutLedger();
      died = playedUntilKilled(crossings);
      Bank later = bank();
      later.mandate("2", director(), accountant());
      later.file("p1", "300");
      later.director("p1");
      later.accountant("p1");
      later.approvals().resume();

      FiledLine end = later.desk().filed("p1");
      assertThat(end.state()).as("after %d crossings", crossings).isEqualTo(State.PAID);
      assertThat(ledger.all()).as("after %d crossings", crossings).isEqualTo(Amount.ofTenge(300));
      assertThat(later.desk().mandates(COMPANY.value())).hasSize(1);
      assertThat(end.decisions()).hasSize(2);
      assertThat(told())
          .as("after %d crossings", crossings)
          .containsExactly("MANDATE_SET 1", "PAYMENT_AWAITING_APPROVAL p1", "PAYMENT_APPROVED p1");
    }
    assertThat(crossings).isGreaterThan(20);
  }

  private boolean playedUntilKilled(int crossings) {
    try {
      Bank bank = bank(crossings);
      bank.mandate("2", director(), accountant());
      bank.file("p1", "300");
      bank.director("p1");
      bank.accountant("p1");
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void approvalsAtOnceAddUp() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    for (int i = 0; i < 10; i++) {
      bank.file("p" + i, "1");
    }
    var asked = new ArrayList<CompletableFuture<FiledLine>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 10; i++) {
        String id = "p" + i;
        asked.add(CompletableFuture.supplyAsync(() -> bank.director(id), threads));
        asked.add(CompletableFuture.supplyAsync(() -> bank.accountant(id), threads));
      }
    }
    asked.forEach(CompletableFuture::join);

    assertThat(ledger.payments()).isEqualTo(10);
    assertThat(bank.desk().waitingAfter("", 20)).isEmpty();
  }
}

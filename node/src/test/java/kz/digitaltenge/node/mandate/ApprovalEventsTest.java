package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.vault.Happening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a bank's programs are told of payments that wait for signatories.
@Timeout(120)
class ApprovalEventsTest extends MandateFixture {
  private static final String AWAITED = "PAYMENT_AWAITING_APPROVAL ";

  @Test
  void eachStepOfAPaymentIsToldOnceHoweverOftenItIsAsked() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    bank.file("p1", "300");
    bank.file("p1", "300");
    bank.director("p1");
    bank.director("p1");
    assertThat(told()).containsExactly("MANDATE_SET 1", AWAITED + "p1");
    bank.accountant("p1");
    bank.accountant("p1");
    bank.approvals().resume();

    // That it was paid is told by the money that has left.
    assertThat(told()).containsExactly("MANDATE_SET 1", AWAITED + "p1", "PAYMENT_APPROVED p1");
  }

  @Test
  void eachEndIsToldAsWhatItIs() {
    Bank bank = bank();
    bank.mandate("1", director(), accountant());
    var legs =
        List.of(new PayOrder.Leg(PAYEE.value(), "2"), new PayOrder.Leg(OTHER.value(), "3.50"));
    var split = new PayOrder("refused", COMPANY.value(), "", "5.50", "KZT", legs);
    bank.desk().file(split, 8);
    bank.file("taken", "5");
    bank.file("late", "5");

    bank.decide("refused", "director", DIRECTOR, EDDSA, false);
    bank.decide("refused", "accountant", ACCOUNTANT, ES256, false);
    bank.desk().withdraw("taken", "a mistake");
    bank.desk().withdraw("taken", "a mistake");
    now = NOON.plus(Filing.PATIENCE);
    bank.approvals().resume();
    bank.approvals().resume();
    bank.file("changed", "5");
    bank.mandate("1", accountant());
    bank.file("ended", "5");
    bank.end();

    assertThat(told())
        .containsExactly(
            "MANDATE_SET 1",
            AWAITED + "refused",
            AWAITED + "taken",
            AWAITED + "late",
            "PAYMENT_REFUSED refused PAYMENT_NOT_APPROVED",
            "PAYMENT_WITHDRAWN taken",
            "PAYMENT_EXPIRED late",
            AWAITED + "changed",
            "MANDATE_SET 2",
            "PAYMENT_WITHDRAWN changed",
            AWAITED + "ended",
            "MANDATE_ENDED 3",
            "PAYMENT_WITHDRAWN ended");
  }

  @Test
  void whatIsApprovedAndCouldNotBePaidIsToldWithItsReason() {
    Bank bank = bank();
    bank.mandate("1", director());
    bank.file("poor", "5");
    bank.file("busy", "5");
    ledger.trouble =
        order ->
            Optional.of(
                order.id().value().equals("poor")
                    ? PayoutLedger.refused(order, screened())
                    : PayoutLedger.pending(order));
    bank.director("poor");
    bank.director("busy");
    bank.approvals().resume();

    assertThat(told())
        .containsExactly(
            "MANDATE_SET 1",
            AWAITED + "poor",
            AWAITED + "busy",
            "PAYMENT_APPROVED poor",
            "PAYMENT_REFUSED poor SCREENING_REFUSED",
            "PAYMENT_APPROVED busy");
  }

  /// Whoever decides has the payment's row locked and then puts into the outbox.
  @Test
  void aMandateIsChangedWhileSomebodyDecides() throws Exception {
    Bank bank = bank();
    bank.mandate("1", director(), accountant());
    bank.file("p1", "5");
    CompletableFuture<?> change;
    try (Connection deciding = connection();
        var statement = deciding.createStatement()) {
      deciding.setAutoCommit(false);
      var _ = statement.executeQuery("select key from mandate.filed for update");
      change = CompletableFuture.runAsync(() -> bank.mandate("1", accountant()));
      untilOneWaits();
      outbox()
          .put(
              deciding,
              new Happening(
                  Happening.Kind.MANDATE_SET,
                  OTHER,
                  NOON,
                  "decided",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      deciding.commit();
    }
    change.join();

    assertThat(told())
        .containsExactly(
            "MANDATE_SET 1",
            AWAITED + "p1",
            "MANDATE_SET decided",
            "MANDATE_SET 2",
            "PAYMENT_WITHDRAWN p1");
  }

  private static void untilOneWaits() throws Exception {
    try (Connection asking = connection();
        var statement = asking.createStatement()) {
      int waiting = 0;
      while (waiting == 0) {
        try (ResultSet row =
            statement.executeQuery("select count(*) from pg_locks where not granted")) {
          row.next();
          waiting = row.getInt(1);
        }
      }
    }
  }

  private static Problem screened() {
    return Problem.of(ErrorCode.SCREENING_REFUSED, "bank", "Halyk", "reason", "a list");
  }
}

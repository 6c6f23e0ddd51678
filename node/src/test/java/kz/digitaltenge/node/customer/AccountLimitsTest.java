package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.AccountGuard.Permit;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.Leg;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What accounts may pay and be paid.
class AccountLimitsTest extends CustomerFixture {
  /// What was paid before, what is asked for now, and which limit is in the way.
  @ParameterizedTest
  @CsvSource({
    "'', 100, ''",
    "'', 100.01, SINGLE",
    "100, 50, ''",
    "100, 50.01, DAILY",
    "100 50, 0.01, DAILY",
    "100 next-day 100, 0.01, MONTHLY",
    "100 next-day 90, 10, ''",
    "100 50 next-month, 50.01, SINGLE",
    "100 50 next-month 50 50, 50, ''"
  })
  void aPaymentWithinTheLimitsPasses(String before, String amount, String limit) {
    AccountId account = limited();
    int number = 0;
    for (String step : before.isEmpty() ? new String[0] : before.split(" ")) {
      switch (step) {
        case "next-day" -> now = now.plus(Duration.ofDays(1));
        case "next-month" -> now = now.plus(Duration.ofDays(31));
        default -> pay("p-" + ++number, account, step);
      }
    }
    if (limit.isEmpty()) {
      pay("now", account, amount);
    } else {
      assertThatThrownBy(() -> pay("now", account, amount))
          .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                assertThat(e.problem().values()).containsEntry("limit", limit);
              });
    }
  }

  /// Officers approve for the bank and see no account (S03).
  @Test
  void newMoneyComesToTheBanksOwnAccountOnly() {
    AccountId customer = limited();

    guard.requireIssuing(OWN);
    assertThatThrownBy(() -> guard.requireIssuing(customer))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_REFUSED);
              assertThat(e.problem().values()).containsEntry("refusal", "ISSUE_NOT_APPROVED");
            });
  }

  @ParameterizedTest
  @EnumSource
  void whatMovedNothingDoesNotCount(Ended ended) {
    AccountId account = limited();
    PaymentOrder order = order("p-1", account, "100");
    Permit permit = guard.pay(order);
    switch (ended) {
      case REFUSED -> permit.close();
      // Nothing is closed by a kill; the vault knows nothing of the payment.
      case KILLED -> start();
    }

    pay("p-2", account, "100");
    assertThat(remainders(account))
        .containsEntry("DAILY", "50.00")
        .containsEntry("SINGLE", "100.00");
  }

  enum Ended {
    REFUSED,
    KILLED
  }

  @Test
  void thePaymentItselfCountsOnceHoweverOftenItIsAskedFor() {
    AccountId account = limited();
    pay("p-1", account, "100");
    pay("p-1", account, "100");
    start();
    pay("p-1", account, "100");

    assertThat(remainders(account))
        .isEqualTo(
            Map.of(
                "BALANCE", "1000.00", "SINGLE", "100.00", "DAILY", "50.00", "MONTHLY", "100.00"));
  }

  /// @param share of each of two payees
  @ParameterizedTest
  @CsvSource({"50, ''", "50.01, SINGLE"})
  void severalPayeesCountTogether(String share, String limit) {
    AccountId account = limited();
    var split =
        new PaymentOrder(
            new PaymentId("split"),
            account,
            List.of(
                new Leg(0, ELSEWHERE, Amount.parse(share)),
                new Leg(1, AccountId.of("826", "0000000000077"), Amount.parse(share))),
            TENGE);
    if (limit.isEmpty()) {
      try (Permit permit = guard.pay(split)) {
        permit.paid();
      }
      assertThat(remainders(account)).containsEntry("DAILY", "50.00");
    } else {
      refuses(ErrorCode.LIMIT_EXCEEDED, () -> guard.pay(split).close());
    }
  }

  @Test
  void whatComesStaysUnderTheLimitOfTheBalance() {
    AccountId account = limited();

    try (Permit first = guard.receive(account, TENGE, Amount.ofTenge(600))) {
      first.undecided();
      refuses(
          ErrorCode.PAYEE_CANNOT_RECEIVE,
          () -> guard.receive(account, TENGE, Amount.parse("400.01")).close());
      guard.receive(account, TENGE, Amount.ofTenge(400)).close();
    }
    guard.receive(account, TENGE, Amount.ofTenge(1_000)).close();
  }

  /// An account that may have 1000 and is to get 900.
  ///
  /// @param amount of another try at the same payment, or of another payment
  /// @param isSame whether it is the same payment
  @ParameterizedTest
  @CsvSource({
    "900, true, true",
    "1000, true, true",
    "1000.01, true, false",
    "100, false, true",
    "100.01, false, false"
  })
  void anotherTryAtAPaymentTakesTheRoomOfTheEarlier(
      String amount, boolean isSame, boolean isTaken) {
    AccountId account = limited();
    Amount before = Amount.ofTenge(900);
    try (Permit first = guard.receive(account, TENGE, before)) {
      first.undecided();
      ThrowingCallable again =
          () ->
              guard
                  .receive(
                      account, TENGE, Amount.parse(amount), () -> isSame ? before : Amount.ZERO)
                  .close();

      if (isTaken) {
        assertThatNoProblem(again);
      } else {
        refuses(ErrorCode.PAYEE_CANNOT_RECEIVE, again);
      }
    }
  }

  @Test
  void whereNothingMoreFitsNoAddressIsGivenButForTheSamePayment() {
    AccountId account = limited();
    Amount all = Amount.ofTenge(1_000);
    assertThatNoProblem(() -> guard.requireRoom(account, () -> Amount.ZERO));

    try (Permit first = guard.receive(account, TENGE, all)) {
      first.undecided();

      refuses(ErrorCode.PAYEE_CANNOT_RECEIVE, () -> guard.requireRoom(account, () -> Amount.ZERO));
      assertThatNoProblem(() -> guard.requireRoom(account, () -> all));
    }
  }

  @Test
  void accountsWithoutAFileHaveNoLimits() {
    pay("p-1", OWN, "1000000");

    assertThat(desk.limits(OWN.value())).isEmpty();
    assertThat(desk.limits(newCustomer().account())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"KZ84563DT00000000002", "+77019990009", "780101399039"})
  void whoIsListedNeitherPaysNorIsPaid(String name) {
    var account =
        new AccountId(
            desk.openCustomer(person("c-9", "780101399039", "+77019990009", "FULL"), 9).account());
    pay("p-0", account, "1");
    listed = List.of(name);

    refuses(ErrorCode.SCREENING_REFUSED, () -> pay("p-1", account, "1"));
    if (!name.equals(ELSEWHERE.value())) {
      refuses(
          ErrorCode.PAYEE_CANNOT_RECEIVE,
          () -> guard.receive(account, TENGE, Amount.ofTenge(1)).close());
      refuses(ErrorCode.PAYEE_CANNOT_RECEIVE, () -> guard.requireRoom(account, () -> Amount.ZERO));
    }
  }
}

package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.api.operator.StateLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.customer.AccountState.Deed;
import kz.digitaltenge.node.payment.AccountGuard.Permit;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.VaultAccounts;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is taken as a customer, and what state an account comes to.
class CustomersTest extends CustomerFixture {
  @Test
  void aCustomerHasOneAccountAndIsTheSameWhenAskedForAgain() {
    CustomerLine opened = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 41);

    start();

    assertThat(desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 77)).isEqualTo(opened);
    assertThat(opened.evidence()).isEqualTo(41);
    assertThat(opened.name()).isEqualTo("Айгүл Серікқызы Сапарова");
    assertThat(opened.shownName()).isEqualTo("Айгүл С.");
    assertThat(opened.warnings()).isEmpty();
    assertThat(desk.customers(CustomerSearch.ALL, "", 10).lines()).containsExactly(opened);
    assertThat(desk.customer("c-1")).isEqualTo(opened);
  }

  @ParameterizedTest
  @CsvSource({
    "c-1, 850214399019, +77019990001, SIMPLIFIED, CUSTOMER_REFERENCE_REUSED",
    "c-1, 900731499028, +77019990001, FULL, CUSTOMER_REFERENCE_REUSED",
    "c-2, 850214399019, +77019990002, FULL, CUSTOMER_EXISTS",
    "c-2, 900731499028, +77019990001, FULL, PHONE_TAKEN",
    "c-2, 900731499029, +77019990002, FULL, IDENTITY_NUMBER_REFUSED",
    "c-2, 900731499028, 87019990002, FULL, MALFORMED_REQUEST",
    "c-2, 900731499028, '', FULL, MALFORMED_REQUEST",
    "c-2, 900731499028, +77019990002, RICH, MALFORMED_REQUEST",
    "c/2, 900731499028, +77019990002, FULL, MALFORMED_REQUEST",
    "stock, 900731499028, +77019990002, FULL, ACCOUNT_EXISTS",
    "listed, 780101399039, +77019990002, FULL, SCREENING_REFUSED"
  })
  void whoCannotBeTakenIsRefusedAndChangesNothing(
      String reference, String iin, String phone, String limits, ErrorCode code) {
    listed = List.of("780101399039");
    CustomerLine first = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);

    refuses(code, () -> desk.openCustomer(person(reference, iin, phone, limits), 2));

    assertThat(desk.customers(CustomerSearch.ALL, "", 10).lines()).containsExactly(first);
  }

  @ParameterizedTest
  @CsvSource({
    "1985-02-14, ''",
    "1985-02-15, BIRTH_DATE_DIFFERS",
    "1985-02-30, -",
    "85-02-14, -",
    "2026-03-03, -",
    "1879-12-31, -"
  })
  void anotherDayOfBirthIsAWarningAndNoDayIsRefused(String day, String warning) {
    var wish =
        new OpenCustomer.Person(
            new OpenCustomer.Terms("c-1", PHONE, "FULL", "FULL"), AIGUL, day, "А", "Б", "");
    if (warning.equals("-")) {
      refuses(ErrorCode.MALFORMED_REQUEST, () -> desk.openCustomer(wish, 1));
    } else {
      assertThat(String.join(",", desk.openCustomer(wish, 1).warnings())).isEqualTo(warning);
    }
  }

  @Test
  void aCompanyNeedsNoPhoneAndShowsItsName() {
    CustomerLine company =
        desk.openCustomer(
            new OpenCustomer.Company(
                new OpenCustomer.Terms("school", "", "FULL", "MASKED"),
                "220140999014",
                "2022-01-15",
                "№ 7 мектеп",
                "85310"),
            1);

    assertThat(company.shownName()).isEqualTo("№ 7 мектеп");
    assertThat(company.activity()).isEqualTo("85310");
    assertThat(company.phone()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HIDDEN, ''", "MASKED, Айгүл С.", "FULL, Айгүл Серікқызы Сапарова"})
  void aCustomerChoosesHowMuchOfTheNameIsShown(String disclosure, String shown) {
    var _ = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);

    assertThat(desk.disclose("c-1", disclosure, "").shownName()).isEqualTo(shown);

    start();
    CustomerLine customer = desk.customer("c-1");
    assertThat(customer.shownName()).isEqualTo(shown);
    assertThat(disclosed.apply(new AccountId(customer.account()))).contains(shown);
  }

  @Test
  void aFileWhoseAccountAStopPreventedHasOneAfterTheStart() {
    CustomerLine opened = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    var fresh = new MemoryVault(MemoryVault.Syncing.AT_ONCE);
    Accounts accounts = Accounts.load("601", new VaultAccounts(fresh), tasks, () -> now);
    var _ = accounts.open("stock", "stock");

    var _ = new CustomerFiles(book(), accounts);

    assertThat(accounts.byReference("c-1").orElseThrow().id().value()).isEqualTo(opened.account());
    fresh.close();
  }

  /// From each state to each, and what each allows.
  @ParameterizedTest
  @CsvSource({
    "OPEN, SUSPENDED FROZEN CLOSED, PAY RECEIVE",
    "SUSPENDED, OPEN FROZEN CLOSED, ''",
    "FROZEN, OPEN SUSPENDED, RECEIVE",
    "CLOSED, '', ''"
  })
  void aStateSaysWhatItAllowsAndWhatFollows(AccountState state, String next, String deeds) {
    for (AccountState other : AccountState.values()) {
      if (other != state) {
        CustomerLine customer = newCustomer();
        bring(customer.account(), state);
        var change = new ChangeState(customer.account(), other.name(), "a reason", "order 7");
        if (List.of(next.split(" ")).contains(other.name())) {
          assertThat(desk.changeState(change, 5).state()).isEqualTo(other.name());
        } else {
          refuses(ErrorCode.STATE_CHANGE_REFUSED, () -> desk.changeState(change, 5));
        }
      }
    }
    var account = new AccountId(newCustomer().account());
    bring(account.value(), state);
    start();
    for (Deed deed : Deed.values()) {
      ThrowingCallable doing =
          () -> {
            try (Permit permit =
                switch (deed) {
                  case PAY -> guard.pay(order("p-1", account, "1"));
                  case RECEIVE -> guard.receive(account, TENGE, Amount.ofTenge(1));
                }) {
              permit.undecided();
            }
          };
      if (List.of(deeds.split(" ")).contains(deed.name())) {
        assertThatNoProblem(doing);
        if (deed == Deed.PAY) {
          assertThatNoProblem(() -> guard.requireAskable(account));
        }
      } else {
        refuses(
            switch (deed) {
              case PAY -> ErrorCode.ACCOUNT_NOT_OPEN;
              case RECEIVE -> ErrorCode.PAYEE_CANNOT_RECEIVE;
            },
            doing);
        if (deed == Deed.PAY) {
          refuses(ErrorCode.PAYER_CANNOT_BE_ASKED, () -> guard.requireAskable(account));
        }
      }
    }
  }

  @Test
  void eachChangeOfStateIsKeptWithItsReasonAndItsSignedRequest() {
    String account = newCustomer().account();
    now = now.plusSeconds(60);
    var _ = desk.changeState(new ChangeState(account, "FROZEN", "arrest", "court 2-17"), 51);
    // Again is no change.
    var _ = desk.changeState(new ChangeState(account, "FROZEN", "again", "court 2-18"), 52);
    now = now.plusSeconds(60);
    var _ = desk.changeState(new ChangeState(account, "OPEN", "lifted", "court 2-19"), 53);

    start();

    assertThat(desk.states(account))
        .extracting(StateLine::state, StateLine::reason, StateLine::order, StateLine::evidence)
        .containsExactly(
            tuple("OPEN", "", "", 9L),
            tuple("FROZEN", "arrest", "court 2-17", 51L),
            tuple("OPEN", "lifted", "court 2-19", 53L));
    assertThat(desk.states(account)).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @ParameterizedTest
  @CsvSource({
    "FROZEN, a reason, '', MALFORMED_REQUEST",
    "FROZEN, '', order 7, MALFORMED_REQUEST",
    "LOST, a reason, '', MALFORMED_REQUEST"
  })
  void aChangeWithoutWhatItNeedsIsRefused(
      String state, String reason, String order, ErrorCode code) {
    String account = newCustomer().account();

    refuses(code, () -> desk.changeState(new ChangeState(account, state, reason, order), 1));
    refuses(
        ErrorCode.STATE_CHANGE_REFUSED,
        () -> desk.changeState(new ChangeState(OWN.value(), "CLOSED", "a reason", ""), 1));
  }

  @Test
  void whoLeftMayComeAgainAndGivesThePhoneFree() {
    CustomerLine left = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    bring(left.account(), AccountState.CLOSED);

    CustomerLine again = desk.openCustomer(person("c-2", AIGUL, PHONE, "FULL"), 2);

    assertThat(again.account()).isNotEqualTo(left.account());
    assertThat(desk.customer("c-1").state()).isEqualTo("CLOSED");
  }
}

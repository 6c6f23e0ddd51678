package kz.digitaltenge.node.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.mandate.MandateDesk;
import kz.digitaltenge.node.mandate.Mandates;
import kz.digitaltenge.node.mandate.Person;
import kz.digitaltenge.node.mandate.StandingApprovals;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Standing orders out of an account that several people sign for: they approve each once.
class MandatedStandingTest extends StandingFixture {
  private static final Person DIRECTOR = new Person.OnEd25519("director");
  private static final Person ACCOUNTANT = new Person.OnEd25519("accountant");
  private static final Person ATTORNEY = new Person.OnEd25519("attorney");
  private static final String HEADER = "{\"alg\":\"EdDSA\"}";

  private Mandates mandates;
  private MandateDesk mandateDesk;

  /// The seats that payments were signed with.
  private final Set<String> seats = new ConcurrentSkipListSet<>();

  @BeforeAll
  static void makeTables() {
    Mandates.open(database, outbox).close();
  }

  @BeforeEach
  void underAMandate() throws SQLException {
    begin();
  }

  private void begin() throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute(
          "truncate mandate.decision, mandate.leg, mandate.filed, mandate.tier, mandate.role,"
              + " mandate.signatory, mandate.mandate");
    }
    mandates = Mandates.open(database, outbox);
    var approvals =
        new Approvals(
            mandates,
            new Approvals.Place(
                TestNetwork.HALYK, payments(), new RememberingVerifier(), tasks, () -> now));
    mandateDesk =
        new MandateDesk(mandates, approvals, _ -> Optional.empty(), NETWORK::view, () -> now);
    mandate(DIRECTOR.line("director", "DIRECTOR"), ACCOUNTANT.line("accountant", "ACCOUNTANT"));
  }

  @AfterEach
  void closeMandates() {
    mandates.close();
  }

  private void mandate(SignatoryLine... signatories) {
    var _ =
        mandateDesk.changeMandate(
            new MandateOrder(AIGUL.value(), List.of(signatories), "2", List.of(), "charter"), 1);
  }

  @Override
  StandingSignatories signatories() {
    return new StandingApprovals(mandates, new RememberingVerifier(), () -> now, "KZT");
  }

  /// As a node pays: only what the guard lets pass, signed with the seats that agreed.
  @Override
  PaymentService payments() {
    return new PaymentService() {
      @Override
      public PaymentResult pay(PaymentOrder order) {
        AccountGuard guard = mandates.guarding(AccountGuard.NONE);
        try (var _ = guard.pay(order)) {
          seats.add(guard.agreed(order.payer(), order.id()).stream().sorted().toList().toString());
          return ledger.pay(order);
        } catch (PlatformException e) {
          return PayoutLedger.refused(order, e.problem());
        }
      }

      @Override
      public Optional<PaymentResult> outcome(PaymentOrder order) {
        return ledger.outcome(order);
      }
    };
  }

  private static ApprovalLine asked(StandingOrders orders, String id) {
    return orders.signatories().approval(orders.find(id).orElseThrow().order()).orElseThrow();
  }

  private static State decide(
      StandingOrders orders, String id, String signatory, Person person, boolean yes) {
    ApprovalLine asked = asked(orders, id);
    orders
        .signatories()
        .decide(
            orders.find(id).orElseThrow().order(),
            new ApprovalOrder(
                id,
                signatory,
                yes ? "APPROVE" : "REFUSE",
                person.sign(HEADER, yes ? asked.approve() : asked.refuse())),
            9);
    return orders.find(id).orElseThrow().state();
  }

  private static State director(StandingOrders orders, String id) {
    return decide(orders, id, "director", DIRECTOR, true);
  }

  private static State accountant(StandingOrders orders, String id) {
    return decide(orders, id, "accountant", ACCOUNTANT, true);
  }

  @Test
  void anOrderIsSignedOnceOverItsTermsAndThenPaysAsOftenAsTheySay() {
    StandingOrders orders = started();
    assertThat(orders.begin(byPhone("A")).state()).isEqualTo(State.AWAITING_APPROVAL);
    assertThat(asked(orders, "A").approve())
        .isEqualTo(
            "{\"decision\":\"APPROVE\",\"standingOrder\":\"A\",\"payer\":\""
                + AIGUL.value()
                + "\",\"phone\":\"+77019990001\",\"amount\":\"1.00\",\"currency\":\"KZT\","
                + "\"purpose\":\"rent\",\"every\":\"DAILY\",\"first\":\"2026-03-02T09:00\","
                + "\"shift\":\"AS_IS\",\"times\":\"3\"}");
    assertThat(director(orders, "A")).isEqualTo(State.AWAITING_APPROVAL);
    now = now.plus(Duration.ofHours(2));
    orders.round();
    assertThat(ledger.payments()).isZero();
    assertThat(accountant(orders, "A")).isEqualTo(State.ACTIVE);

    for (int day = 0; day < 4; day++) {
      // As after a stop each day.
      started().round();
      days(1);
    }

    assertThat(fates("A")).containsExactly(Fate.PAID, Fate.PAID, Fate.PAID);
    assertThat(ledger.received(HANDLE)).isEqualTo(Amount.ofTenge(3));
    assertThat(seats).containsExactly("[0, 1]");
    assertThat(shown("A").state()).isEqualTo(State.DONE);
  }

  @Test
  void whatIsNotApprovedPaysNothing() throws SQLException {
    StandingOrders orders = started();
    for (String id : List.of("no", "cancelled", "changed")) {
      orders.begin(daily(id));
    }
    assertThat(decide(orders, "no", "director", DIRECTOR, false)).isEqualTo(State.REFUSED);
    assertThat(told("no")).containsExactly("STANDING_ORDER_CANCELLED PAYMENT_NOT_APPROVED");
    assertThat(orders.cancel(shown("cancelled")).state()).isEqualTo(State.CANCELLED);
    refused("its state is WITHDRAWN", () -> director(orders, "cancelled"));
    mandate(DIRECTOR.line("director", "DIRECTOR"), ATTORNEY.line("attorney", "ATTORNEY"));
    orders.begin(daily("late"));
    days(3);
    orders.round();

    assertThat(shown("changed").state()).isEqualTo(State.REFUSED);
    assertThat(shown("late").state()).isEqualTo(State.REFUSED);
    refused("its state is EXPIRED", () -> director(orders, "late"));
    orders.round();
    assertThat(ledger.payments()).isZero();
  }

  /// Who signed has a seat no more, or nobody has.
  @Test
  void whatWasApprovedIsNotPaidWhenItsSignatoriesAreOthersOrTheMandateHasEnded() {
    StandingOrders orders = started();
    orders.begin(daily("A"));
    director(orders, "A");
    accountant(orders, "A");
    days(1);
    orders.round();
    assertThat(ledger.payments()).isEqualTo(1);

    mandate(DIRECTOR.line("director", "DIRECTOR"), ATTORNEY.line("attorney", "ATTORNEY"));
    days(1);
    orders.round();
    assertThat(ledger.payments()).as("after a change").isEqualTo(1);
    var _ = mandateDesk.endMandate(AIGUL.value(), "one owner is left", 2);
    days(1);
    orders.round();
    assertThat(ledger.payments()).as("after the end").isEqualTo(1);
    mandate(DIRECTOR.line("director", "DIRECTOR"), ACCOUNTANT.line("accountant", "ACCOUNTANT"));
    days(1);
    orders.round();
    assertThat(ledger.payments()).as("under another mandate").isEqualTo(1);
    assertThat(told("A")).contains("STANDING_PAYMENT_DELAYED 1 APPROVAL_REQUIRED");

    orders.begin(once("B", 8));
    director(orders, "B");
    accountant(orders, "B");
    days(4);
    orders.round();
    assertThat(fates("B")).containsExactly(Fate.PAID);
  }

  private static StandingOrder.Order once(String id, int day) {
    var schedule =
        new Schedule(
            Schedule.Every.ONCE,
            LocalDate.of(2026, 3, day),
            LocalTime.of(9, 0),
            Schedule.Shift.AS_IS,
            Optional.empty(),
            Optional.empty());
    return order(id, new Payee.Numbered(BOLAT), schedule);
  }

  /// Whoever dies between any two calls of any ports, each day is paid once.
  @Test
  void whereverTheProcessDiesEachDayIsPaidOnce() throws SQLException {
    boolean died = true;
    int crossings = 0;
    for (; died; crossings += 3) {
      empty();
      closeMandates();
      begin();
      String id = "A" + crossings;
      died = playedUntilKilled(crossings, id);
      play(started(), id);
      assertThat(shown(id).state()).as("after %d crossings", crossings).isEqualTo(State.DONE);
      assertThat(fates(id)).as("after %d crossings", crossings).containsExactly(Fate.PAID);
    }
    assertThat(ledger.payments()).isEqualTo(crossings / 3);
    assertThat(crossings).isGreaterThan(20);
  }

  private boolean playedUntilKilled(int crossings, String id) {
    try {
      play(started(crossings), id);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  private void play(StandingOrders orders, String id) {
    now = Instant.parse("2026-03-02T03:00:00Z");
    var _ = orders.begin(once(id, BOLAT));
    if (shown(id).state() == State.AWAITING_APPROVAL) {
      director(orders, id);
      accountant(orders, id);
    }
    now = now.plus(Duration.ofHours(2));
    orders.round();
  }

  private static void refused(String reason, Runnable asked) {
    assertThatThrownBy(asked::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STANDING_APPROVAL_REFUSED);
              assertThat(e.problem().message()).contains(reason);
            });
  }
}

package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.mandate.MandateDesk;
import kz.digitaltenge.node.mandate.Mandates;
import kz.digitaltenge.node.mandate.Person;
import kz.digitaltenge.node.mandate.RegisterApprovals;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Registers out of an account that several people sign for: they approve each as a whole.
class MandatedRegistersTest extends RegisterFixture {
  private static final Person DIRECTOR = new Person.OnEd25519("director");
  private static final Person ACCOUNTANT = new Person.OnEd25519("accountant");
  private static final Person ATTORNEY = new Person.OnEd25519("attorney");
  private static final String HEADER = "{\"alg\":\"EdDSA\"}";

  private Mandates mandates;
  private MandateDesk desk;
  private Approvals approvals;
  private Instant now = NOW;

  /// The seats that payments were signed with.
  private final Set<String> seats = new ConcurrentSkipListSet<>();

  @BeforeAll
  static void makeTables() {
    Mandates.open(database, outbox).close();
  }

  @BeforeEach
  void underAMandate() throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute(
          "truncate mandate.decision, mandate.leg, mandate.filed, mandate.tier, mandate.role,"
              + " mandate.signatory, mandate.mandate");
    }
    mandates = Mandates.open(database, outbox);
    approvals =
        new Approvals(
            mandates,
            new Approvals.Place(
                TestNetwork.HALYK, payments(), new RememberingVerifier(), tasks, () -> now));
    desk = new MandateDesk(mandates, approvals, _ -> Optional.empty(), NETWORK::view, () -> now);
    mandate("2", List.of());
  }

  @AfterEach
  void closeMandates() {
    mandates.close();
  }

  private void mandate(String required, List<MandateOrder.Tier> tiers) {
    var _ =
        desk.changeMandate(
            new MandateOrder(
                COMPANY.value(),
                List.of(
                    DIRECTOR.line("director", "DIRECTOR"),
                    ACCOUNTANT.line("accountant", "ACCOUNTANT"),
                    ATTORNEY.line("attorney", "ATTORNEY")),
                required,
                tiers,
                "charter"),
            1);
  }

  @Override
  Signatories signatories() {
    return new RegisterApprovals(mandates, new RememberingVerifier(), () -> now);
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

  private static RegisterOrder mixed(String id) {
    return order(
        id,
        "15",
        List.of(
            to(1, BOLAT, "1"),
            toPhone(2, PHONE, "2"),
            to(3, AIGUL, "3"),
            to(4, BOLAT, "4"),
            to(5, BOLAT, "5")));
  }

  private static ApprovalLine decide(
      Registers registers, String id, String signatory, Person person, boolean yes) {
    var operations = new RegisterDesk(registers, "Halyk");
    ApprovalLine asked = operations.approval(id);
    return operations.decide(
        new ApprovalOrder(
            id,
            signatory,
            yes ? "APPROVE" : "REFUSE",
            person.sign(HEADER, yes ? asked.approve() : asked.refuse())),
        9);
  }

  private static ApprovalLine director(Registers registers, String id) {
    return decide(registers, id, "director", DIRECTOR, true);
  }

  private static ApprovalLine accountant(Registers registers, String id) {
    return decide(registers, id, "accountant", ACCOUNTANT, true);
  }

  private static void refused(String reason, Runnable asked) {
    refused(ErrorCode.REGISTER_APPROVAL_REFUSED, reason, asked);
  }

  private static void refused(ErrorCode code, String reason, Runnable asked) {
    assertThatThrownBy(asked::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem().message()).contains(reason);
            });
  }

  private PayoutRegister known(String id) {
    return book.find(id).orElseThrow();
  }

  @Test
  void aRegisterWaitsForItsSignatoriesAndIsPaidWithTheSeatsThatApproved() {
    Registers registers = started();
    PayoutRegister waiting = paid(registers, mixed("A"));
    assertThat(waiting.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    assertThat(ledger.payments()).isZero();

    ApprovalLine one = decide(registers, "A", "attorney", ATTORNEY, true);
    assertThat(one.state()).isEqualTo(FiledLine.State.AWAITING_APPROVAL);
    assertThat(one.undecided()).containsExactly("director", "accountant");
    assertThat(paid(registers, mixed("A")).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    ApprovalLine two = director(registers, "A");

    assertThat(two.state()).isEqualTo(FiledLine.State.APPROVED);
    assertThat(two.undecided()).isEmpty();
    assertThat(known("A").stage()).isEqualTo(Stage.CHECKING);
    assertThat(director(registers, "A")).isEqualTo(two);
    assertThat(paid(registers, mixed("A")).stage()).isEqualTo(Stage.DONE);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(15));
    assertThat(seats).containsExactly("[0, 2]");
  }

  @Test
  void whatSignatoriesSignNamesTheFileByItsHash() {
    Registers registers = started();
    RegisterOrder order = mixed("A");
    PayoutRegister taken = taken(registers, order);

    String content = registers.approval(taken).orElseThrow().approve();
    assertThat(content)
        .isEqualTo(
            "{\"decision\":\"APPROVE\",\"register\":\"A\",\"payer\":\"%s\",\"count\":\"5\",\"total\":\"15.00\",\"currency\":\"KZT\",\"sha256\":\"%s\"}"
                .formatted(COMPANY.value(), order.digest().hex()));
    String other = content.replace(order.digest().hex(), "0".repeat(64));
    refused(
        "over this register's content",
        () ->
            registers.decide(
                taken,
                new ApprovalOrder("A", "director", "APPROVE", DIRECTOR.sign(HEADER, other)),
                9));
    refused(
        "nobody signs",
        () ->
            registers.decide(
                taken,
                new ApprovalOrder("A", "cleaner", "APPROVE", DIRECTOR.sign(HEADER, content)),
                9));
  }

  @Test
  void theRuleForTheWholeTotalCountsAndNotTheOneForEachLine() {
    mandate("1", List.of(new MandateOrder.Tier("10", "2")));
    Registers registers = started();
    var _ = taken(registers, mixed("A"));

    assertThat(director(registers, "A").state()).isEqualTo(FiledLine.State.AWAITING_APPROVAL);
    assertThat(accountant(registers, "A").required()).isEqualTo(2);
    assertThat(paid(registers, mixed("A")).counts().paid()).isEqualTo(5);
  }

  @Test
  void whatIsNotApprovedIsRefusedWhole() {
    Registers registers = started();
    for (String id : List.of("no", "changed", "cancelled")) {
      var _ = taken(registers, mixed(id));
    }
    assertThat(decide(registers, "no", "director", DIRECTOR, false).undecided()).hasSize(2);
    assertThat(decide(registers, "no", "attorney", ATTORNEY, false).state())
        .isEqualTo(FiledLine.State.REFUSED);
    assertThat(registers.cancel(known("cancelled")).stage()).isEqualTo(Stage.DONE);
    refused("its state is WITHDRAWN", () -> director(registers, "cancelled"));
    mandate("1", List.of());
    var _ = taken(registers, mixed("after"));
    now = NOW.plusSeconds(3 * 24 * 3_600);
    refused("its state is EXPIRED", () -> director(registers, "after"));

    registers.settle();

    for (String id : List.of("no", "changed", "after")) {
      assertThat(known(id).stage()).as(id).isEqualTo(Stage.REFUSED);
      assertThat(known(id).counts().cancelled()).as(id).isEqualTo(5);
      assertThat(new RegisterDesk(registers, "Halyk").register(id).problem())
          .as(id)
          .contains(Problem.of(ErrorCode.REGISTER_NOT_APPROVED, "register", id));
      assertThat(told()).as(id).contains(refusal(id, ErrorCode.REGISTER_NOT_APPROVED));
    }
    assertThat(book.awaiting()).isEmpty();
    assertThat(ledger.payments()).isZero();
  }

  /// The money went elsewhere while signatories were asked; then it came back.
  @Test
  void theLastApprovalIsNotTakenWhileTheRegisterCouldNotBePaid() {
    var _ = taken(started(), mixed("A"));
    available = Amount.parse("14.99");
    Registers poor = started();
    assertThat(director(poor, "A").state()).isEqualTo(FiledLine.State.AWAITING_APPROVAL);

    refused(ErrorCode.INSUFFICIENT_BALANCE, "14.99", () -> accountant(poor, "A"));
    available = Amount.ofTenge(15);
    limits = List.of(limit("DAILY", 14));
    refused(ErrorCode.LIMIT_EXCEEDED, "14.00", () -> accountant(started(), "A"));
    limits = List.of(limit("SINGLE", 4));
    refused(ErrorCode.LIMIT_EXCEEDED, "4.00", () -> accountant(started(), "A"));

    ApprovalLine waits = new RegisterDesk(started(), "Halyk").approval("A");
    assertThat(waits.state()).isEqualTo(FiledLine.State.AWAITING_APPROVAL);
    assertThat(waits.decisions())
        .extracting(FiledLine.Decision::signatory)
        .containsExactly("director");
    assertThat(known("A").stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    assertThat(ledger.payments()).isZero();
    assertThat(decide(poor, "A", "attorney", ATTORNEY, false).state())
        .as("who refuses is heard")
        .isEqualTo(FiledLine.State.AWAITING_APPROVAL);

    limits = List.of(limit("DAILY", 15), limit("SINGLE", 5));
    Registers rich = started();
    assertThat(accountant(rich, "A").state()).isEqualTo(FiledLine.State.APPROVED);
    assertThat(paid(rich, mixed("A")).counts().paid()).isEqualTo(5);
  }

  /// The mandate of today has not approved it.
  @Test
  void whatIsLeftWhenTheMandateBecomesStricterIsNotPaid() {
    Registers registers = started();
    var _ = taken(registers, mixed("A"));
    director(registers, "A");
    accountant(registers, "A");
    ledger.trouble =
        order -> {
          if (order.amount().equals(Amount.ofTenge(3))) {
            mandate("3", List.of());
          }
          return Optional.empty();
        };

    PayoutRegister done = paid(registers, mixed("A"));

    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(3, Amount.ofTenge(6), 2, 0));
  }

  @Test
  void aRegisterFromBeforeTheMandateIsNotPaidByIt() {
    Registers before =
        new Registers(
            book,
            new Registers.Neighbourhood(
                NETWORK::view,
                "601",
                account -> account.equals(AIGUL),
                new FakePayers(COMPANY, available, List.of())),
            new Registers.Place(
                payments(),
                (_, _) -> HANDLE,
                Signatories.NONE,
                Holding.of(TestNetwork.KZT),
                tasks,
                () -> NOW),
            BY_HAND);
    var _ = taken(before, mixed("A"));

    assertThat(paid(started(), mixed("A")).counts().refused()).isEqualTo(5);
    refused("not asked", () -> new RegisterDesk(started(), "Halyk").approval("A"));
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void whoeverIsKilledAtAnyStepGoesOnAndPaysNoneTwice() {
    int kills = 0;
    // Before each call: after one, nothing is written until the next.
    while (killed("kill-" + kills, 2 * kills)) {
      String id = "kill-" + kills;
      Registers later = started();
      later.settle();
      var _ = taken(later, mixed(id));
      director(later, id);
      accountant(later, id);
      assertThat(paid(later, mixed(id)).counts())
          .isEqualTo(new PayoutRegister.Counts(5, Amount.ofTenge(15), 0, 0));
      kills++;
      assertThat(ledger.all()).isEqualTo(Amount.ofTenge(15L * kills));
    }

    assertThat(kills).isGreaterThan(25);
    assertThat(book.awaiting()).isEmpty();
    assertThat(book.open()).isEmpty();
  }

  @Test
  void theEndOfAMandateApprovesNothingThatNobodyWasAskedAbout() {
    int waited = 0;
    for (int crossings = 0; crossings < 12; crossings++) {
      String id = "end-" + crossings;
      try {
        var _ = taken(started(crossings, BY_HAND), mixed(id));
      } catch (Tripwire.Killed _) {
        // Somewhere between the register and the question.
      }
      var _ = desk.endMandate(COMPANY.value(), "one owner is left", 2);
      started().settle();
      Optional<PayoutRegister> left = book.find(id);
      if (left.isPresent()) {
        assertThat(left.get().stage()).as(id).isEqualTo(PayoutRegister.Stage.REFUSED);
        waited++;
      }
      mandate("2", List.of());
    }

    assertThat(waited).isPositive();
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void oneAccountsWaitingRegistersKeepNobodyElseFromPaying() {
    Registers registers = started();
    for (int i = 0; i < Registers.AWAITING_MAX; i++) {
      var _ = taken(registers, mixed("waits-" + i));
    }

    assertThatThrownBy(() -> taken(registers, mixed("one-more")))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    var _ = desk.endMandate(COMPANY.value(), "one owner is left", 2);
    registers.settle();
    assertThat(paid(registers, mixed("after")).stage()).isEqualTo(PayoutRegister.Stage.DONE);
  }

  private boolean killed(String id, int crossings) {
    try {
      Registers registers = started(crossings, BY_HAND);
      var _ = taken(registers, mixed(id));
      director(registers, id);
      accountant(registers, id);
      var _ = paid(registers, mixed(id));
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }
}

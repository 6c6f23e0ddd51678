package kz.digitaltenge.testing.fault;

import static kz.digitaltenge.testing.fault.Customers.KZT;
import static kz.digitaltenge.testing.fault.ProcessNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.fault.ProcessNetwork.CENTRAL_BANK;
import static kz.digitaltenge.testing.fault.ProcessNetwork.HALYK;
import static kz.digitaltenge.testing.fault.ProcessNetwork.NOTARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.testing.fault.Customers.Customer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every process of a payment is killed at every step of it, and started again: each row of the
/// recovery table of `docs/protocol/payment.md`. Whatever died, the payment happens once or can
/// still be made, nothing is lost and nothing stays reserved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessDiesAtEveryStepTest {
  private static final String FUNDS = "100.00";
  private static final String AMOUNT = "30.00";
  private static final String REST = "70.00";

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private ProcessNetwork network;
  private Customers customers;

  @BeforeAll
  void start(@TempDir Path folder) {
    network = ProcessNetwork.start(folder);
    customers = new Customers(network);
    issue("first", "1000000.00");
    Customers.await(
        () -> "the issue is in the stock",
        () -> customers.balance(customers.stock(HALYK)).available().isPositive());
  }

  @AfterAll
  void stop() {
    clients.shutdownNow();
    assertThat(network.audit().findings()).isEmpty();
  }

  /// Before the payer's commit nothing has happened: what was reserved is free after the restart,
  /// the payment is unknown, and the same order makes it.
  @Order(1)
  @ParameterizedTest(name = "payer dies at {0}")
  @EnumSource(names = {"PAYER_BUILT", "PAYER_RECEIVE_ATTESTED"})
  void payerDiesBeforeItsCommitAndNothingHasHappened(Step step) {
    var scene = new Scene(step.name());
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, step.name());

    payer.kill();
    payer.start();

    customers.awaitAvailable(scene.payer, FUNDS);
    assertThatThrownBy(() -> network.node(HALYK).explain(scene.payment))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_PAYMENT));
    customers.payUntilFinal(HALYK, scene.order());
    scene.requirePaidOnce();
  }

  /// Until the payee's word has left its node, the payer can begin again or wait.
  @Order(1)
  @ParameterizedTest(name = "payee dies at {0}")
  @EnumSource(names = {"PAYEE_VALIDATED", "PAYEE_STORED"})
  void payeeDiesBeforeItsWordIsOutAndThePaymentIsMadeAfterwards(Step step) {
    var scene = new Scene(step.name());
    RoleProcess payee = network.process(CENTER_CREDIT);
    scene.payUpTo(payee, step.name());

    payee.kill();
    payee.start();

    customers.payUntilFinal(HALYK, scene.order());
    scene.requirePaidOnce();
  }

  /// From the commit on the payment happens, also when the client never comes back.
  @Order(2)
  @ParameterizedTest(name = "payer dies at {0}")
  @EnumSource(names = {"PAYER_COMMITTED", "PAYER_ANSWERED"})
  void payerDiesAfterItsCommitAndFinishesByItself(Step step) {
    var scene = new Scene(step.name());
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, step.name());

    payer.kill();
    payer.start();

    scene.requirePaidOnce();
    scene.requireSameAnswerAgain();
  }

  /// The payee's node needs nobody to tell it.
  @Order(2)
  @Test
  void payerDiesBeforeItTellsAndThePayeeAsksTheNotary() {
    var scene = new Scene(Step.PAYER_SETTLED.name());
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, Step.PAYER_SETTLED.name());

    payer.kill();
    customers.awaitAvailable(scene.payee, AMOUNT);
    payer.start();

    scene.requirePaidOnce();
    scene.requireSameAnswerAgain();
  }

  @Order(2)
  @Test
  void payeeDiesWithTheProofInItsHandsAndHasTheMoney() {
    var scene = new Scene(Step.PAYEE_DELIVERED.name());
    RoleProcess payee = network.process(CENTER_CREDIT);
    scene.payUpTo(payee, Step.PAYEE_DELIVERED.name());

    payee.kill();
    payee.start();

    scene.requirePaidOnce();
    scene.requireSameAnswerAgain();
  }

  /// One transaction for payees at both banks: all of them are paid, once.
  @Order(2)
  @ParameterizedTest(name = "dies at {0}")
  @EnumSource(names = {"PAYER_COMMITTED", "PAYEE_STORED"})
  void severalPayeesAreAllPaidWhoeverDies(Step step) {
    var scene = new Scene("SPLIT_" + step.name());
    Customer second = customers.open(CENTER_CREDIT, "second " + scene.payment);
    Customer neighbour = customers.open(HALYK, "neighbour " + scene.payment);
    List<PayOrder.Leg> legs =
        List.of(
            new PayOrder.Leg(scene.payee.account(), AMOUNT),
            new PayOrder.Leg(neighbour.account(), "0.01"),
            new PayOrder.Leg(second.account(), "0.02"));
    var order = new PayOrder(scene.payment, scene.payer.account(), "", "", KZT, legs);
    RoleProcess dying = network.process(step.name().startsWith("PAYER") ? HALYK : CENTER_CREDIT);
    dying.stretch(step.name());
    var _ = CompletableFuture.runAsync(() -> network.node(HALYK).pay(order), clients);
    dying.awaitReached(step.name());

    dying.kill();
    dying.start();

    PayOutcome.Final paid = customers.payUntilFinal(HALYK, order);
    assertThat(customers.payUntilFinal(HALYK, order)).isEqualTo(paid);
    customers.awaitAvailable(scene.payee, AMOUNT);
    customers.awaitAvailable(second, "0.02");
    customers.awaitAvailable(neighbour, "0.01");
    Amount rest = Amount.parse(REST).minus(Amount.parse("0.03"));
    customers.awaitAvailable(scene.payer, rest.toString());
  }

  @Order(2)
  @Test
  void notaryIsDownWhenAskedAndTheTokensWaitForIt() {
    var scene = new Scene("NOTARY_DOWN");
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, Step.PAYER_COMMITTED.name());

    network.process(NOTARY).kill();
    payer.release();
    assertThat(customers.balance(scene.payer).reserved()).isEqualTo(Amount.parse(FUNDS));
    network.process(NOTARY).start();

    scene.requirePaidOnce();
    scene.requireSameAnswerAgain();
  }

  /// What the notary decided stays decided; the same request gets the same answer.
  @Order(2)
  @Test
  void notaryDiesBetweenItsDecisionAndItsAnswer() {
    var scene = new Scene(RoleMain.NOTARY_SIGNS);
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, Step.PAYER_COMMITTED.name());

    RoleProcess notary = network.process(NOTARY);
    notary.stretch(RoleMain.NOTARY_SIGNS);
    payer.release();
    notary.awaitReached(RoleMain.NOTARY_SIGNS);
    notary.kill();
    notary.start();

    scene.requirePaidOnce();
    scene.requireSameAnswerAgain();
  }

  @Order(3)
  @ParameterizedTest(name = "database server dies at {0}")
  @EnumSource(names = {"PAYER_RECEIVE_ATTESTED", "PAYER_ANSWERED"})
  void databaseServerDiesUnderBothNodes(Step step) {
    var scene = new Scene("DATABASE_" + step.name());
    RoleProcess payer = network.process(HALYK);
    scene.payUpTo(payer, step.name());

    network.killDatabase();
    payer.release();
    network.startDatabase();

    customers.payUntilFinal(HALYK, scene.order());
    scene.requirePaidOnce();
  }

  /// One confirmation, one issue: the central bank's process dies at each step, its officer repeats
  /// the order.
  @Order(2)
  @ParameterizedTest(name = "central bank dies at {0}")
  @EnumSource(
      names = {
        "PAYER_BUILT",
        "PAYER_RECEIVE_ATTESTED",
        "PAYER_COMMITTED",
        "PAYER_ANSWERED",
        "PAYER_SETTLED"
      })
  void centralBankDiesAndOneConfirmationIssuesOnce(Step step) {
    Amount before = network.centralBank().supply().issued();
    Amount stock = customers.balance(customers.stock(CENTER_CREDIT)).total();
    RoleProcess centralBank = network.process(CENTRAL_BANK);
    centralBank.stretch(step.name());
    IssueOrder order =
        network.approved(new IssueOrder(CENTER_CREDIT.value(), "500.00", KZT, "at-" + step));
    var _ = CompletableFuture.runAsync(() -> network.centralBank().issue(order), clients);
    centralBank.awaitReached(step.name());

    centralBank.kill();
    centralBank.start();
    issue(order);
    issue(order);

    Amount issue = Amount.parse("500.00");
    assertThat(network.centralBank().supply())
        .extracting(SupplyLine::issued)
        .isEqualTo(before.plus(issue));
    customers.awaitAvailable(customers.stock(CENTER_CREDIT), stock.plus(issue).toString());
  }

  @Order(4)
  @Test
  void afterwardsNothingIsOpenAndAllBooksAgree() {
    customers.awaitQuietAndBalanced();
  }

  private void issue(String confirmation, String amount) {
    issue(network.approved(new IssueOrder(HALYK.value(), amount, KZT, confirmation)));
  }

  private void issue(IssueOrder order) {
    Customers.await(
        () -> order + " is final",
        () -> network.centralBank().issue(order) instanceof PayOutcome.Final);
  }

  /// Two customers and a payment between them.
  private final class Scene {
    private final Customer payer;
    private final Customer payee;
    private final String payment;

    Scene(String name) {
      this.payment = "at-" + name.toLowerCase(Locale.ROOT).replace('_', '-');
      this.payer = customers.open(HALYK, "payer " + payment);
      this.payee = customers.open(CENTER_CREDIT, "payee " + payment);
      customers.fund(payer, FUNDS);
      // Its last step is behind it: the next to come to any place is this scene's payment.
      Customers.await(() -> payer + " is funded", () -> !customers.history(payer).isEmpty());
    }

    PayOrder order() {
      return new PayOrder(payment, payer.account(), payee.account(), AMOUNT, KZT);
    }

    /// The client asks once, and the process stands still at the place.
    void payUpTo(RoleProcess process, String place) {
      process.stretch(place);
      var _ = CompletableFuture.runAsync(() -> network.node(HALYK).pay(order()), clients);
      process.awaitReached(place);
    }

    void requirePaidOnce() {
      customers.awaitAvailable(payer, REST);
      customers.awaitAvailable(payee, AMOUNT);
      customers.awaitMovedOnce(payment, payer, payee, AMOUNT);
    }

    void requireSameAnswerAgain() {
      PayOutcome.Final again = customers.payUntilFinal(HALYK, order());
      List<PaymentExplanation.Attempt> attempts = network.node(HALYK).explain(payment).attempts();
      assertThat(attempts)
          .singleElement()
          .satisfies(
              attempt -> {
                assertThat(attempt.state()).isEqualTo(PaymentExplanation.State.FINAL);
                assertThat(attempt.transaction()).isEqualTo(again.transaction());
              });
      requirePaidOnce();
    }
  }
}

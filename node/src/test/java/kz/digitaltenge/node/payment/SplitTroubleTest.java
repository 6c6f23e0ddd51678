package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.payment.SplitScene.TENGE;
import static kz.digitaltenge.node.payment.SplitScene.leg;
import static kz.digitaltenge.node.payment.SplitScene.problem;
import static kz.digitaltenge.node.payment.SplitScene.refused;
import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.Client;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several payees are paid at once or not at all, whoever refuses, is silent or dies.
class SplitTroubleTest {
  @ParameterizedTest
  @MethodSource("calls")
  void whereOneBankIsSilentNobodyIsPaidUntilItIsBack(int kind, NodeId silent, int leg) {
    SplitScene.play(
        1,
        scene -> {
          scene
              .network()
              .wire()
              .weather(
                  call ->
                      call.kind() == kind && call.to().equals(silent)
                          ? Wire.Fate.REQUEST_IS_LOST
                          : Wire.Fate.ARRIVES);

          Problem problem = problem(scene.pay());

          assertThat(problem.code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(problem.values())
              .containsEntry("leg", String.valueOf(leg))
              .containsEntry("account", scene.order().legs().get(leg - 1).payee().value());
          scene.nonePaid();
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
        });
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(Wire.PREPARE, TestNetwork.CENTERCREDIT, 1),
        Arguments.of(Wire.PREPARE, TestNetwork.EURASIAN, 2),
        Arguments.of(Wire.PROPOSE, TestNetwork.CENTERCREDIT, 1),
        Arguments.of(Wire.PROPOSE, TestNetwork.EURASIAN, 2));
  }

  /// Refuses whatever comes in, once somebody proposes it or from the beginning.
  private record Refusing(Problem problem, AtomicBoolean isOn) implements OpenGuard {
    @Override
    public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
      if (isOn.get()) {
        throw problem.exception();
      }
      return payee;
    }
  }

  /// What CenterCredit says, whose legs are the first and the fourth, and what the payer is told.
  @ParameterizedTest
  @CsvSource({
    "4, PAYEE_CANNOT_RECEIVE, 4, PAYEE_CANNOT_RECEIVE",
    "2, PAYEE_CANNOT_RECEIVE, 1, PAYEE_CANNOT_RECEIVE",
    "17, PAYEE_CANNOT_RECEIVE, 1, PAYEE_CANNOT_RECEIVE",
    "4, call us, 4, LEG_REFUSED"
  })
  void aBankSpeaksForItsOwnLegsAndInCodes(int said, String why, int leg, ErrorCode reason) {
    SplitScene.play(
        1,
        scene -> {
          var lie =
              Problem.of(
                  ErrorCode.LEG_REFUSED, "leg", said, "account", scene.marat(), "reason", why);
          var isOn = new AtomicBoolean();
          scene.network().centerCredit().guard(new Refusing(lie, isOn));
          scene
              .network()
              .wire()
              .weather(
                  call -> {
                    isOn.compareAndSet(false, call.kind() == Wire.PROPOSE);
                    return Wire.Fate.ARRIVES;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(refused(leg, scene.order().legs().get(leg - 1).payee(), reason));

          isOn.set(false);
          scene.nonePaid();
        });
  }

  /// CenterCredit has the first leg and is silent; Eurasian has the second and refuses it.
  @ParameterizedTest
  @ValueSource(ints = {Wire.PREPARE, Wire.PROPOSE})
  void aRefusalForGoodIsToldThoughAnotherBankIsSilent(int kind) {
    SplitScene.play(
        1,
        scene -> {
          SimulatedNode refusing = scene.network().eurasian();
          var isOn = new AtomicBoolean();
          refusing.guard(
              new Refusing(
                  Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", refusing.id()), isOn));
          scene
              .network()
              .wire()
              .weather(
                  call -> {
                    isOn.compareAndSet(false, call.kind() == kind);
                    return call.kind() == kind && call.to().equals(TestNetwork.CENTERCREDIT)
                        ? Wire.Fate.REQUEST_IS_LOST
                        : Wire.Fate.ARRIVES;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(refused(2, scene.dana(), ErrorCode.PAYEE_CANNOT_RECEIVE));

          isOn.set(false);
          scene.nonePaid();
        });
  }

  /// There is no way to a bank at all, as its connection says at once.
  @ParameterizedTest
  @MethodSource("calls")
  void aBankThatCannotBeAskedIsNamed(int kind, NodeId unreachable, int leg) {
    SplitScene.play(
        1,
        scene -> {
          scene
              .network()
              .wire()
              .forger(
                  call -> {
                    if (call.kind() == kind && call.to().equals(unreachable)) {
                      throw Problem.of(
                              ErrorCode.PEER_UNAVAILABLE, "peer", unreachable, "reason", "no way")
                          .exception();
                    }
                    return call;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(
                  Problem.of(
                      ErrorCode.LEG_UNAVAILABLE,
                      "leg",
                      leg,
                      "account",
                      scene.order().legs().get(leg - 1).payee(),
                      "reason",
                      ErrorCode.PEER_UNAVAILABLE));
          scene.network().wire().forger(UnaryOperator.identity());
          scene.nonePaid();
        });
  }

  /// Numbers of another payment stand for nobody.
  private record Numbers(AccountId account, AccountId first, AccountId second)
      implements OpenGuard {
    @Override
    public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
      return payee.equals(first) || payee.equals(second) ? account : payee;
    }
  }

  /// By a phone, by an IIN and by the account's number: the payer does not learn that they are one.
  @Test
  void whoIsMeantByDifferentNumbersIsPaidByEach() {
    SplitScene.play(
        1,
        scene -> {
          SimulatedNode bank = scene.network().centerCredit();
          AccountId phone = AccountId.of(scene.bolat().bankCode(), "P000000000001");
          AccountId iin = AccountId.of(scene.bolat().bankCode(), "P000000000002");
          bank.guard(new Numbers(scene.bolat(), phone, iin));

          PaymentResult result =
              scene
                  .network()
                  .pay(
                      scene.network().halyk(),
                      scene.order(leg(0, phone, 10), leg(1, iin, 20), leg(2, scene.bolat(), 30)));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          scene.network().settle();
          bank.restart();
          holds(bank, scene.bolat(), 60);
          holds(scene.network().halyk(), scene.aigerim(), 940);
          assertThat(bank.vault().history(scene.bolat(), HistoryPage.NEWEST, 5).join().lines())
              .extracting(line -> line.movement().amount())
              .containsExactlyInAnyOrder(
                  Amount.ofTenge(10), Amount.ofTenge(20), Amount.ofTenge(30));
        });
  }

  /// No account of a bank may have more than this.
  private record Limit(SimulatedNode bank, Amount most) implements OpenGuard {
    @Override
    public Permit receive(
        AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
      Amount with = bank.balance(payee).total().plus(bank.balance(payee).incoming()).plus(amount);
      if (with.compareTo(most.plus(replaces.get())) > 0) {
        throw Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", bank.id()).exception();
      }
      return Permit.NONE;
    }
  }

  /// Bolat may have 150, and is to get 100: what is stored for him when Dana's bank is silent does
  /// not stand in the way of the same payment.
  @Test
  void whatIsStoredForAFailedTryLeavesRoomForTheNext() {
    SplitScene.play(
        1,
        scene -> {
          SimulatedNode bank = scene.network().centerCredit();
          bank.guard(new Limit(bank, Amount.ofTenge(150)));
          scene
              .network()
              .wire()
              .weather(
                  call ->
                      call.kind() == Wire.PROPOSE && call.to().equals(TestNetwork.EURASIAN)
                          ? Wire.Fate.REQUEST_IS_LOST
                          : Wire.Fate.ARRIVES);
          assertThat(problem(scene.pay()).code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(problem(scene.pay()).code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(bank.balance(scene.bolat()).incoming()).isEqualTo(Amount.ofTenge(200));
          scene.network().wire().weather(_ -> Wire.Fate.ARRIVES);

          PaymentResult other =
              scene
                  .network()
                  .pay(
                      scene.network().halyk(),
                      new PaymentOrder(
                          new PaymentId("s2"),
                          scene.aigerim(),
                          scene.bolat(),
                          TENGE,
                          Amount.ofTenge(100)));

          assertThat(problem(other).code()).isEqualTo(ErrorCode.PAYEE_CANNOT_RECEIVE);
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
        });
  }

  enum Place {
    PAYER,
    PAYEE,
    NOTARY
  }

  /// The second leg's bank may not receive; one place alone knows it.
  @ParameterizedTest
  @EnumSource
  void whereOneBankIsBlockedNobodyIsPaid(Place place) {
    SplitScene.play(
        1,
        scene -> {
          BlockOrder block =
              scene
                  .network()
                  .keys()
                  .order(
                      1,
                      Optional.of(TestNetwork.EURASIAN),
                      Set.of(Scope.RECEIVE),
                      Optional.empty());
          switch (place) {
            case PAYER -> scene.network().halyk().blocks().adopt(block);
            case PAYEE -> scene.network().eurasian().blocks().adopt(block);
            case NOTARY -> scene.network().notary().order(block);
          }

          Problem problem = problem(scene.pay());

          assertThat(problem)
              .isEqualTo(
                  place == Place.NOTARY
                      ? Problem.of(ErrorCode.PAYMENT_VOID, "reason", VoidReason.BLOCKED)
                      : Problem.of(
                          ErrorCode.LEG_UNAVAILABLE,
                          "leg",
                          2,
                          "account",
                          scene.dana(),
                          "reason",
                          ErrorCode.BANK_BLOCKED));
          scene.nonePaid();
        });
  }

  static Stream<Arguments> deaths() {
    var deaths = new ArrayList<Arguments>();
    for (Step step : Step.values()) {
      boolean ofPayer = step.name().startsWith("PAYER");
      for (NodeId victim :
          ofPayer
              ? List.of(TestNetwork.HALYK)
              : List.of(TestNetwork.CENTERCREDIT, TestNetwork.EURASIAN)) {
        deaths.add(Arguments.of(step, victim));
      }
    }
    return deaths.stream();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void whoeverDiesAtAnyStepAllArePaidOrNone(Step step, NodeId victim) {
    boolean decided =
        switch (step) {
          case PAYER_COMMITTED, PAYER_ANSWERED, PAYER_SETTLED, PAYEE_DELIVERED -> true;
          case PAYER_BUILT, PAYER_RECEIVE_ATTESTED, PAYEE_VALIDATED, PAYEE_STORED -> false;
        };
    for (long seed = 1; seed <= 2; seed++) {
      SplitScene.play(
          seed,
          scene -> {
            SimulatedNode node = scene.network().node(victim);
            node.crashAt(step);
            var _ = scene.network().halyk().pay(scene.order());
            scene
                .network()
                .simulation()
                .until(victim + " crashes", () -> !node.isUp(), Duration.ofMinutes(1));
            scene.network().simulation().pass(Duration.ofSeconds(2));
            node.start();
            scene.network().quieten();
            if (decided) {
              scene.allPaid();
            } else {
              scene.nonePaid();
            }

            var answer = Client.settle(scene.network(), scene.network().halyk(), scene.order());

            assertThat(scene.network().simulation().await(answer, Duration.ofMinutes(10)))
                .isInstanceOf(PaymentResult.Final.class);
            scene.allPaid();
          });
    }
  }
}

package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.Client;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The recovery table of `docs/protocol/payment.md`: who dies, who falls silent, and what becomes
/// of the money.
class RecoveryTest {
  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  /// Aigerim at Halyk has 1 000 and pays 300 to Bolat at CenterCredit.
  private record Scene(InMemoryNetwork network, AccountId aigerim, AccountId bolat) {
    static void play(java.util.function.Consumer<Scene> scenario) {
      // Chance decides what the disk still took before the crash, so each crash has three outcomes.
      for (long seed = 1; seed <= 3; seed++) {
        InMemoryNetwork.play(
            seed,
            network ->
                scenario.accept(
                    new Scene(
                        network,
                        network.funded(network.halyk(), 1_000),
                        network.centerCredit().open("Bolat"))));
      }
    }

    SimulatedNode payer() {
      return network.halyk();
    }

    SimulatedNode payee() {
      return network.centerCredit();
    }

    PaymentOrder order() {
      return InMemoryNetwork.order("p1", aigerim, bolat, 300);
    }

    void pass(Duration duration) {
      network.simulation().pass(duration);
    }

    /// The order is sent, the node dies at that step, and starts again a moment later.
    CompletableFuture<PaymentResult> payAndCrash(
        SimulatedNode node, Step step, SimulatedNode... alongside) {
      node.crashAt(step, alongside);
      CompletableFuture<PaymentResult> answer = payer().pay(order());
      network.simulation().until(node.id() + " crashes", () -> !node.isUp(), Duration.ofMinutes(1));
      pass(A_MOMENT);
      node.start();
      return answer;
    }

    void nothingMoved() {
      network.settle();
      holds(payer(), aigerim, 1_000);
      holds(payee(), bolat, 0);
    }

    void paidOnce() {
      network.settle();
      holds(payer(), aigerim, 700);
      holds(payee(), bolat, 300);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYER_BUILT", "PAYER_RECEIVE_ATTESTED"})
  void aPayerThatDiesBeforeItsCommitHasPaidNothing(Step step) {
    Scene.play(
        scene -> {
          var answer = scene.payAndCrash(scene.payer(), step);

          assertThat(answer).isCompletedExceptionally();
          holds(scene.payer(), scene.aigerim, 1_000);
          scene.nothingMoved();
        });
  }

  @Test
  void aPayeeThatWaitsForADeadPayerFreesItsHeadroomByNever() {
    Scene.play(
        scene -> {
          var _ = scene.payAndCrash(scene.payer(), Step.PAYER_RECEIVE_ATTESTED);

          assertThat(scene.payee().balance(scene.bolat).incoming()).isEqualTo(Amount.ofTenge(300));
          scene.pass(Duration.ofMinutes(2));
          assertThat(scene.payee().balance(scene.bolat).incoming()).isEqualTo(Amount.ZERO);
          assertThat(scene.payee().flows().unresolvedReceipts()).isZero();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYEE_VALIDATED", "PAYEE_STORED"})
  void aPayeeThatDiesBeforeItsWordIsOutLeavesNothingBehind(Step step) {
    Scene.play(
        scene -> {
          var answer = scene.payAndCrash(scene.payee(), step);

          assertThat(scene.network.simulation().await(answer, Duration.ofMinutes(1)))
              .isInstanceOf(PaymentResult.Refused.class);
          holds(scene.payer(), scene.aigerim, 1_000);
          scene.nothingMoved();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYER_COMMITTED", "PAYER_ANSWERED", "PAYER_SETTLED"})
  void aPayerThatDiesAfterItsCommitHasPaid(Step step) {
    Scene.play(
        scene -> {
          var _ = scene.payAndCrash(scene.payer(), step);
          scene.paidOnce();
        });
  }

  @Test
  void aPayeeThatDiesWithTheProofInItsHandsIsPaid() {
    Scene.play(
        scene -> {
          var _ = scene.payAndCrash(scene.payee(), Step.PAYEE_DELIVERED);
          scene.paidOnce();
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aClientThatAsksAgainAfterAnyCrashPaysOnce(Step step) {
    Scene.play(
        scene -> {
          SimulatedNode victim = step.name().startsWith("PAYER") ? scene.payer() : scene.payee();
          var _ = scene.payAndCrash(victim, step);

          var answer = Client.settle(scene.network, scene.payer(), scene.order());

          assertThat(scene.network.simulation().await(answer, Duration.ofMinutes(10)))
              .isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void bothDyingAtOnceMakesNoDifference(Step step) {
    Scene.play(
        scene -> {
          SimulatedNode victim = step.name().startsWith("PAYER") ? scene.payer() : scene.payee();
          SimulatedNode other = victim == scene.payer() ? scene.payee() : scene.payer();
          var _ = scene.payAndCrash(victim, step, other);
          other.start();

          var answer = Client.settle(scene.network, scene.payer(), scene.order());

          assertThat(scene.network.simulation().await(answer, Duration.ofMinutes(10)))
              .isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYER_COMMITTED", "PAYER_ANSWERED", "PAYER_SETTLED"})
  void anOnUsPaymentSurvivesACrashToo(Step step) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId marat = network.halyk().open("Marat");
          network.halyk().crashAt(step);
          var _ = network.halyk().pay(order("p1", aigerim, marat, 300));
          network.simulation().pass(A_MOMENT);
          assertThat(network.halyk().isUp()).isFalse();

          network.settle();

          holds(network.halyk(), aigerim, 700);
          holds(network.halyk(), marat, 300);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fate.class,
      names = {"REQUEST_IS_LOST", "ANSWER_IS_LOST", "ARRIVES_TWICE"})
  void aProofThatIsLostOrDoubledIsCreditedOnce(Wire.Fate fate) {
    Scene.play(
        scene -> {
          scene
              .network
              .wire()
              .weather(call -> call.kind() == Wire.DELIVER ? fate : Wire.Fate.ARRIVES);

          scene.network.pay(scene.payer(), scene.order());
          scene.pass(Duration.ofSeconds(10));

          holds(scene.payee(), scene.bolat, 300);
          scene.paidOnce();
        });
  }

  @Test
  void aPayerThatWithholdsTheProofForGoodDoesNotStopTheCredit() {
    Scene.play(
        scene -> {
          scene
              .network
              .wire()
              .weather(
                  call -> {
                    boolean toPayee = call.to().equals(scene.payee().id());
                    return toPayee && call.kind() == Wire.DELIVER
                        ? Wire.Fate.REQUEST_IS_LOST
                        : Wire.Fate.ARRIVES;
                  });
          scene.network.pay(scene.payer(), scene.order());
          scene.payer().crash();

          scene.pass(Duration.ofSeconds(10));

          holds(scene.payee(), scene.bolat, 300);
          scene.paidOnce();
        });
  }

  @Test
  void aProposalThatComesAgainLongAfterItsEndIsCreditedOnce() {
    Scene.play(
        scene -> {
          scene
              .network
              .wire()
              .weather(
                  call ->
                      call.kind() == Wire.PROPOSE ? Wire.Fate.ARRIVES_TWICE : Wire.Fate.ARRIVES);
          scene.network.pay(scene.payer(), scene.order());
          scene.pass(Duration.ofMillis(100));
          // What was received moves on before the second copy comes, and a restart forgets the
          // first.
          scene.payee().restart();
          AccountId dana = scene.network.eurasian().open("Dana");
          scene.network.pay(scene.payee(), InMemoryNetwork.order("p2", scene.bolat, dana, 300));

          scene.pass(Duration.ofMinutes(1));

          holds(scene.payee(), scene.bolat, 0);
          scene.network.settle();
        });
  }

  @Test
  void aSecondCopyOfAPrepareChangesNothing() {
    Scene.play(
        scene -> {
          scene
              .network
              .wire()
              .weather(
                  call ->
                      call.kind() == Wire.PREPARE ? Wire.Fate.ARRIVES_TWICE : Wire.Fate.ARRIVES);
          scene.network.pay(scene.payer(), scene.order());
          scene.paidOnce();
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fate.class,
      names = {"REQUEST_IS_LOST", "ANSWER_IS_LOST"})
  void aProposalThatIsLostMovesNothingUntilTheClientAsksAgain(Wire.Fate fate) {
    Scene.play(
        scene -> {
          scene
              .network
              .wire()
              .weather(call -> call.kind() == Wire.PROPOSE ? fate : Wire.Fate.ARRIVES);

          assertThat(scene.network.pay(scene.payer(), scene.order()))
              .isInstanceOf(PaymentResult.Refused.class);
          holds(scene.payer(), scene.aigerim, 1_000);

          scene.network.wire().weather(_ -> Wire.Fate.ARRIVES);
          assertThat(scene.network.pay(scene.payer(), scene.order()))
              .isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }
}

package kz.digitaltenge.node.operator;

import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.api.operator.PaymentExplanation.Side;
import kz.digitaltenge.api.operator.PaymentExplanation.State;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.SimulatedNotary.Fate;
import org.junit.jupiter.api.Test;

/// `dt payment explain`: what either bank can say of a payment at each moment.
class ExplanationsTest {
  private static final PaymentId PAYMENT = new PaymentId("p1");

  @Test
  void aPaymentIsExplainedAtBothBanks() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();

          Attempt paid = only(network, network.halyk());
          Attempt received = only(network, network.centerCredit());

          assertThat(paid.side()).isEqualTo(Side.PAYER);
          assertThat(received.side()).isEqualTo(Side.PAYEE);
          assertThat(paid.payer()).isEqualTo(aigerim.value());
          assertThat(received.payer()).isEqualTo(network.halyk().id().value());
          for (Attempt each : new Attempt[] {paid, received}) {
            assertThat(each.state()).isEqualTo(State.FINAL);
            assertThat(each.number()).isEqualTo(1);
            assertThat(each.amount()).isEqualTo(Amount.ofTenge(300));
            assertThat(each.payee()).isEqualTo(bolat.value());
            assertThat(each.position()).hasValue(1);
            assertThat(each.decidedAt()).isPresent();
            assertThat(each.next()).contains("Nothing is left to do");
          }
          assertThat(received.transaction()).isEqualTo(paid.transaction());
          assertThat(paid.evidence())
              .anyMatch(line -> line.contains("HSBKKZKX attested SPEND"))
              .anyMatch(line -> line.contains("KCJBKZKX attested RECEIVE"))
              .anyMatch(line -> line.contains("Final at position 1"))
              .anyMatch(line -> line.contains("signed by notary-1"));
        });
  }

  @Test
  void aPaymentInDoubtSaysThatTheNodeGoesOnAsking() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(only(network, network.halyk()))
              .satisfies(
                  attempt -> {
                    assertThat(attempt.state()).isEqualTo(State.COMMITTED);
                    assertThat(attempt.position()).isEmpty();
                    assertThat(attempt.next()).contains("repeats the same request");
                  });
          assertThat(only(network, network.centerCredit()).state()).isEqualTo(State.STORED);
          network.settle();
        });
  }

  @Test
  void everyAttemptIsTold() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.simulation().pass(Duration.ofMinutes(2));
          network.notary().weather((_, _) -> Fate.ANSWERS);
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();

          assertThat(explained(network, network.halyk()).orElseThrow().attempts())
              .extracting(Attempt::number, Attempt::state)
              .containsExactly(tuple(1, State.NEVER), tuple(2, State.FINAL));
          assertThat(explained(network, network.centerCredit()).orElseThrow().attempts())
              .extracting(Attempt::state)
              .containsExactly(State.NEVER, State.FINAL);
        });
  }

  @Test
  void thePayeeTellsOfAPaymentThatThePayerNeverMade() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.halyk().crashAt(Step.PAYER_RECEIVE_ATTESTED);
          var _ = network.halyk().pay(order("p1", aigerim, bolat, 300));
          network.simulation().pass(Duration.ofSeconds(1));
          network.settle();

          assertThat(explained(network, network.halyk())).isEmpty();
          Attempt received = only(network, network.centerCredit());
          assertThat(received.state()).isEqualTo(State.NEVER);
          assertThat(received.evidence()).anyMatch(line -> line.contains("never will be"));
          assertThat(received.next()).contains("nothing is waited for");
        });
  }

  @Test
  void anUnknownPaymentIsNotExplained() {
    InMemoryNetwork.play(network -> assertThat(explained(network, network.halyk())).isEmpty());
  }

  private static Attempt only(InMemoryNetwork network, SimulatedNode node) {
    PaymentExplanation explanation = explained(network, node).orElseThrow();
    assertThat(explanation.attempts()).hasSize(1);
    return explanation.attempts().getFirst();
  }

  private static Optional<PaymentExplanation> explained(
      InMemoryNetwork network, SimulatedNode node) {
    var explanations = new Explanations(node.parts());
    return network
        .simulation()
        .await(node.ask(_ -> explanations.of(PAYMENT)), Duration.ofMinutes(1));
  }
}

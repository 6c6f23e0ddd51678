package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Remittances;
import kz.digitaltenge.node.vault.VaultRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a payee is told comes to its bank and stays at both, whatever happens.
class RemittanceTest {
  private static final Remittance INVOICE = new Remittance("Шот-фактура 17", "INV-17", "710");

  private static PaymentOrder order(AccountId payer, AccountId payee) {
    return InMemoryNetwork.order("p1", payer, payee, 300).telling(INVOICE);
  }

  @Test
  void bothBanksHaveItAndShowIt() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");

          PaymentResult paid = network.pay(network.halyk(), order(aigerim, bolat));

          assertThat(paid).isInstanceOf(PaymentResult.Final.class);
          network.settle();
          assertThat(told(network.halyk(), aigerim)).isEqualTo(INVOICE);
          assertThat(told(network.centerCredit(), bolat)).isEqualTo(INVOICE);
          kept(network);
        });
  }

  @Test
  void aPayeeOfTheSameBankHasItToo() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId marat = network.halyk().open("Marat");

          network.pay(network.halyk(), order(aigerim, marat));

          network.settle();
          assertThat(told(network.halyk(), aigerim)).isEqualTo(INVOICE);
          assertThat(told(network.halyk(), marat)).isEqualTo(INVOICE);
        });
  }

  @Test
  void eachOfSeveralPayeesIsToldItsOwn() {
    SplitScene.play(
        1,
        scene -> {
          PaymentOrder plain = scene.order();
          List<Leg> legs =
              plain.legs().stream()
                  .map(leg -> leg.telling(Remittance.ofPurpose("to leg " + leg.number())))
                  .toList();
          var order = new PaymentOrder(plain.id(), plain.payer(), legs, plain.holding());
          InMemoryNetwork network = scene.network();

          network.pay(network.halyk(), order);

          scene.allPaid();
          assertThat(told(network.centerCredit(), scene.bolat()).purpose()).isEqualTo("to leg 0");
          assertThat(told(network.eurasian(), scene.dana()).purpose()).isEqualTo("to leg 1");
          assertThat(told(network.halyk(), scene.marat()).purpose()).isEqualTo("to leg 2");
          assertThat(told(network.centerCredit(), scene.berik()).purpose()).isEqualTo("to leg 3");
          assertThat(told(network.halyk(), scene.aigerim())).isEqualTo(Remittance.NONE);
          // Nobody is told what is not for its own customers.
          assertThat(stored(network.eurasian(), network.halyk(), order.id()).remittances().byLeg())
              .containsExactly(Remittance.ofPurpose("to leg 1"));
        });
  }

  @Test
  void thePaymentAgainWithAnotherTextIsAnotherPayment() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order(aigerim, bolat);
          PaymentResult paid = network.pay(network.halyk(), order);
          var otherReference = new Remittance(INVOICE.purpose(), "INV-18", INVOICE.knp());

          assertThat(network.pay(network.halyk(), order)).isEqualTo(paid);
          for (Remittance other : List.of(Remittance.NONE, otherReference)) {
            assertThat(network.pay(network.halyk(), order.telling(other)))
                .isInstanceOfSatisfying(
                    PaymentResult.Refused.class,
                    refused ->
                        assertThat(refused.problem().code())
                            .isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
          }
          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whoeverDiesAtAnyStepStillHasIt(Step step) {
    // Chance decides what the disk still took before the crash.
    for (long seed = 1; seed <= 3; seed++) {
      InMemoryNetwork.play(
          seed,
          network -> {
            AccountId aigerim = network.funded(network.halyk(), 1_000);
            AccountId bolat = network.centerCredit().open("Bolat");
            SimulatedNode dies =
                step.name().startsWith("PAYER") ? network.halyk() : network.centerCredit();
            dies.crashAt(step);
            CompletableFuture<PaymentResult> _ = network.halyk().pay(order(aigerim, bolat));
            network
                .simulation()
                .until(step + " is reached", () -> !dies.isUp(), Duration.ofMinutes(1));
            network.quieten();

            PaymentResult again = network.pay(network.halyk(), order(aigerim, bolat));

            assertThat(again).isInstanceOf(PaymentResult.Final.class);
            network.settle();
            holds(network.centerCredit(), bolat, 300);
            assertThat(told(network.halyk(), aigerim)).isEqualTo(INVOICE);
            assertThat(told(network.centerCredit(), bolat)).isEqualTo(INVOICE);
            kept(network);
          });
    }
  }

  /// A build that did not keep what payees are told wrote this down; a service that is begun again
  /// knows the purpose of its payment.
  @Test
  void aPaymentOfAnOlderBuildIsTheSamePayment() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order(aigerim, bolat);
          network.pay(network.halyk(), order.telling(Remittance.NONE));
          VaultRecord.Committed now = committed(network.halyk(), order.id());
          VaultRecord.Committed then =
              new VaultRecord.Committed(
                  now.id(),
                  now.transaction(),
                  now.payment(),
                  now.attempt(),
                  now.payer(),
                  now.payee(),
                  now.holding(),
                  now.amount(),
                  now.peers(),
                  now.windowUntil(),
                  now.request(),
                  now.consumes(),
                  now.receives(),
                  now.details(),
                  Remittances.read(new byte[0]));

          assertThat(PaymentTerms.of(now).areMetBy(PaymentTerms.of(order))).isFalse();
          assertThat(PaymentTerms.of(then).areMetBy(PaymentTerms.of(order))).isTrue();
          PaymentOrder more = InMemoryNetwork.order("p1", aigerim, bolat, 301).telling(INVOICE);
          assertThat(PaymentTerms.of(then).areMetBy(PaymentTerms.of(more))).isFalse();
        });
  }

  private static Remittance told(SimulatedNode bank, AccountId account) {
    return bank.vault()
        .history(account, HistoryPage.NEWEST, 1)
        .join()
        .lines()
        .getFirst()
        .movement()
        .remittance();
  }

  private static void kept(InMemoryNetwork network) {
    var id = new PaymentId("p1");
    assertThat(committed(network.halyk(), id).remittances().byLeg()).containsExactly(INVOICE);
    assertThat(stored(network.centerCredit(), network.halyk(), id).remittances().byLeg())
        .containsExactly(INVOICE);
  }

  private static VaultRecord.Committed committed(SimulatedNode payer, PaymentId id) {
    return last(payer.vault().attempts(id)).committed().orElseThrow();
  }

  private static VaultRecord.Stored stored(SimulatedNode payee, SimulatedNode payer, PaymentId id) {
    return last(payee.vault().received(payer.id(), id)).stored().orElseThrow();
  }

  private static KnownTransaction last(CompletableFuture<List<KnownTransaction>> found) {
    return found.join().getLast();
  }
}

package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.SimulatedNotary.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same payment id at any time, in any life of the node: one payment, one answer, and never an
/// untrue "nothing moved".
class RetryTest {
  /// When the order is sent again, after it was sent once.
  enum Moment {
    AT_ONCE {
      @Override
      void pass(InMemoryNetwork network) {
        // No time passes.
      }
    },
    WHEN_SETTLED {
      @Override
      void pass(InMemoryNetwork network) {
        network.quieten();
      }
    },
    AFTER_A_RESTART {
      @Override
      void pass(InMemoryNetwork network) {
        network.quieten();
        network.halyk().restart();
      }
    },
    WHILE_THE_PAYEE_IS_DOWN {
      @Override
      void pass(InMemoryNetwork network) {
        network.centerCredit().crash();
      }
    },
    WHILE_THE_NOTARY_IS_SILENT {
      @Override
      void pass(InMemoryNetwork network) {
        network.quieten();
        network.halyk().restart();
        network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
      }
    };

    abstract void pass(InMemoryNetwork network);
  }

  @ParameterizedTest
  @EnumSource
  void aPaidOrderGivesTheSameAnswerWhenever(Moment moment) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          PaymentResult first = network.pay(network.halyk(), order);
          assertThat(first).isInstanceOf(PaymentResult.Final.class);

          moment.pass(network);

          assertThat(network.pay(network.halyk(), order)).isEqualTo(first);
          network.settle();
          holds(network.halyk(), aigerim, 700);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void aPaidOrderIsNotShownToThePayeeAgain() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          network.pay(network.halyk(), order);
          network.quieten();

          network.pay(network.halyk(), order);

          assertThat(network.centerCredit().flows().unresolvedReceipts()).isZero();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPaidOrderIsPaidEvenWhenNothingIsLeft(Moment moment) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 300);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          PaymentResult first = network.pay(network.halyk(), order);

          moment.pass(network);

          assertThat(network.pay(network.halyk(), order)).isEqualTo(first);
          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @ParameterizedTest
  @EnumSource
  void theSameIdWithOtherContentIsRefusedWhenever(Moment moment) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          moment.pass(network);

          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 301))))
              .isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void theSameIdWithOtherContentIsRefusedWhileTheFirstRuns() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          var first = network.halyk().pay(order("p1", aigerim, bolat, 300));
          // Both are tasks; which of them the seed lets begin first is not the point here.
          network.simulation().pass(Duration.ofMillis(1));

          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 301))))
              .isEqualTo(ErrorCode.PAYMENT_ID_REUSED);

          assertThat(network.simulation().await(first, Duration.ofMinutes(1)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  @Test
  void theSameIdWithOtherContentIsRefusedWhileTheFirstIsPending() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 301))))
              .isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          network.halyk().restart();
          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 301))))
              .isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          network.settle();
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void manyClientsWithOneOrderPayOnce(long seed) {
    InMemoryNetwork.play(
        seed,
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 500, 500, 500);
          AccountId bolat = network.centerCredit().open("Bolat");
          var answers = new ArrayList<CompletableFuture<PaymentResult>>();
          for (int i = 0; i < 8; i++) {
            answers.add(network.halyk().pay(order("p1", aigerim, bolat, 300)));
            network.simulation().pass(Duration.ofMillis(15));
          }

          var first = network.simulation().await(answers.getFirst(), Duration.ofMinutes(1));

          assertThat(first).isInstanceOf(PaymentResult.Final.class);
          for (var answer : answers) {
            assertThat(network.simulation().await(answer, Duration.ofMinutes(1))).isEqualTo(first);
          }
          network.settle();
          holds(network.halyk(), aigerim, 1_200);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void anIdThatWasRefusedMayBeUsedAgainWithOtherContent() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 100);
          AccountId bolat = network.centerCredit().open("Bolat");
          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 300))))
              .isEqualTo(ErrorCode.INSUFFICIENT_BALANCE);

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 100)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  @Test
  void aPaymentIdIsThePayersBanksOwn() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId dana = network.funded(network.eurasian(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");

          pays(network, network.halyk(), order("p1", aigerim, bolat, 100));
          pays(network, network.eurasian(), order("p1", dana, bolat, 200));

          network.settle();
          holds(network.centerCredit(), bolat, 300);
          assertThat(
                  network
                      .centerCredit()
                      .vault()
                      .received(network.eurasian().id(), new PaymentId("p1"))
                      .join())
              .hasSize(1);
        });
  }

  /// The vault cannot be read, so nobody can say whether an earlier call has paid.
  @Test
  void whoCannotKnowDoesNotSayThatNothingMoved() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 300);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          network.pay(network.halyk(), order);
          network.quieten();
          network.halyk().disk().blind(true);

          assertThatThrownBy(() -> network.pay(network.halyk(), order))
              .isInstanceOf(OutcomeUnknownException.class)
              .hasMessageContaining("p1");
          network.halyk().disk().blind(false);
          pays(network, network.halyk(), order);
          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  private static void pays(InMemoryNetwork network, SimulatedNode bank, PaymentOrder order) {
    assertThat(network.pay(bank, order)).isInstanceOf(PaymentResult.Final.class);
  }

  private static ErrorCode code(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem().code();
  }
}

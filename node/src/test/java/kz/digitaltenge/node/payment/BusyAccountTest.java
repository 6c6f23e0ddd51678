package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.SimulatedNotary.Fate;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many payments from one account: they share its tokens without fighting, and housekeeping yields.
class BusyAccountTest {
  private static final HousekeepingPolicy EAGER =
      new HousekeepingPolicy(6, Transaction.INPUTS_MAX, 3, 4, Amount.ofTenge(10));

  private static final HousekeepingPolicy NONE =
      new HousekeepingPolicy(1_000, Transaction.INPUTS_MAX, 1_000, 2, Amount.ofTenge(1_000));

  /// Long enough for an order to get into line, too short for a payment.
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void paymentsFromOneTokenStandInLineForItsChange(long seed) {
    InMemoryNetwork.play(
        seed,
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          long decisionsBefore = network.notary().logSize();

          List<PaymentResult> results = payAtOnce(network, aigerim, bolat, 10, 100, A_MOMENT);

          assertThat(results).hasOnlyElementsOfType(PaymentResult.Final.class);
          assertThat(network.notary().logSize()).isEqualTo(decisionsBefore + 10);
          network.settle();
          holds(network.halyk(), aigerim, 0);
          holds(network.centerCredit(), bolat, 1_000);
        });
  }

  @Test
  void theFirstInLineIsServedFirst() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          // 400 is over when the first three are served.
          List<PaymentResult> results = payAtOnce(network, aigerim, bolat, 4, 300, A_MOMENT);

          assertThat(results.subList(0, 3)).hasOnlyElementsOfType(PaymentResult.Final.class);
          assertThat(code(results.getLast())).isEqualTo(ErrorCode.INSUFFICIENT_BALANCE);
          network.settle();
          holds(network.halyk(), aigerim, 100);
        });
  }

  @Test
  void whoStandsInLineBehindASilentNotaryIsToldToComeBack() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);

          List<PaymentResult> results = payAtOnce(network, aigerim, bolat, 2, 300, A_MOMENT);

          assertThat(results.getFirst()).isInstanceOf(PaymentResult.Pending.class);
          assertThat(code(results.getLast())).isEqualTo(ErrorCode.OVERLOADED);
          network.settle();
          holds(network.halyk(), aigerim, 700);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void oneMoreThanANodeTakesAtOnceIsToldToComeBackAndIsPaidThen() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), Payments.AT_ONCE_MAX + 1);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          for (int i = 0; i < Payments.AT_ONCE_MAX; i++) {
            var _ = network.halyk().pay(order("in-time-" + i, aigerim, bolat, 1));
          }
          network.simulation().pass(A_MOMENT);
          PaymentOrder oneMore = order("one-more", aigerim, bolat, 1);

          assertThatThrownBy(() -> await(network, network.halyk().pay(oneMore)))
              .hasMessageContaining("The line of payments is full: it holds 512.");

          // Until those that wait for change have given up.
          network.simulation().pass(Duration.ofSeconds(30));
          network.settle();
          assertThat(await(network, network.halyk().pay(oneMore)))
              .isInstanceOf(PaymentResult.Final.class);
        });
  }

  @Test
  void smallTokensAreMergedInIdleTime() {
    InMemoryNetwork.play(
        network -> {
          network.halyk().housekeeping(EAGER);
          network.halyk().restart();
          AccountId aigerim = network.funded(network.halyk(), LongStream.range(1, 9).toArray());

          network.settle();

          assertThat(tokens(network.halyk())).hasSizeLessThan(EAGER.mergeFrom());
          holds(network.halyk(), aigerim, 36);
        });
  }

  /// 250 tokens of which one transaction consumes 64, and no housekeeping in idle time.
  @ParameterizedTest
  @ValueSource(longs = {64, 65, 200, 250})
  void smallTokensAreMergedWhenAPaymentNeedsThem(long tenge) {
    InMemoryNetwork.play(
        network -> {
          network.halyk().housekeeping(NONE);
          network.halyk().restart();
          AccountId aigerim =
              network.funded(network.halyk(), LongStream.generate(() -> 1).limit(250).toArray());
          AccountId bolat = network.centerCredit().open("Bolat");

          PaymentOrder whole = order("whole", aigerim, bolat, tenge);

          assertThat(await(network, network.halyk().pay(whole)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
          holds(network.halyk(), aigerim, 250 - tenge);
          holds(network.centerCredit(), bolat, tenge);
        });
  }

  @Test
  void paymentsAtOnceMergeTheSameTokensWithoutFighting() {
    InMemoryNetwork.play(
        network -> {
          network.halyk().housekeeping(NONE);
          network.halyk().restart();
          AccountId aigerim =
              network.funded(network.halyk(), LongStream.generate(() -> 1).limit(250).toArray());
          AccountId bolat = network.centerCredit().open("Bolat");

          List<PaymentResult> results = payAtOnce(network, aigerim, bolat, 3, 80, Duration.ZERO);

          assertThat(results).hasOnlyElementsOfType(PaymentResult.Final.class);
          network.settle();
          holds(network.halyk(), aigerim, 10);
          holds(network.centerCredit(), bolat, 240);
        });
  }

  @Test
  void theTokenOfABusyAccountIsSplitInIdleTime() {
    InMemoryNetwork.play(
        network -> {
          network.halyk().housekeeping(EAGER);
          network.halyk().restart();
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          payAtOnce(network, aigerim, bolat, 4, 1, Duration.ZERO);

          network.settle();

          assertThat(housekeeping(network.halyk()))
              .anyMatch(tidying -> tidying.outputs().size() > tidying.inputs().size());
          holds(network.halyk(), aigerim, 996);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void housekeepingAndPaymentsNeverFight(long seed) {
    InMemoryNetwork.play(
        seed,
        network -> {
          network.halyk().housekeeping(EAGER);
          network.halyk().restart();
          AccountId aigerim = network.funded(network.halyk(), LongStream.range(20, 40).toArray());
          AccountId bolat = network.centerCredit().open("Bolat");

          var answers = new ArrayList<CompletableFuture<PaymentResult>>();
          for (int i = 0; i < 40; i++) {
            answers.add(network.halyk().pay(order("p" + i, aigerim, bolat, 10)));
            long pause = network.simulation().random().nextLong(60);
            network.simulation().pass(Duration.ofMillis(pause));
          }

          for (var answer : answers) {
            assertThat(network.simulation().await(answer, Duration.ofMinutes(2)))
                .isInstanceOf(PaymentResult.Final.class);
          }
          network.settle();
          holds(network.halyk(), aigerim, 590 - 400);
          holds(network.centerCredit(), bolat, 400);
        });
  }

  @Test
  void housekeepingGoesOnWhileTheNodeIsNeverIdle() {
    InMemoryNetwork.play(
        network -> {
          network.halyk().housekeeping(EAGER);
          network.halyk().restart();
          AccountId marat = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          var enough = new AtomicBoolean();
          var busy =
              network
                  .simulation()
                  .beside("a busy customer", () -> payOn(network, marat, bolat, enough));

          AccountId aigerim = network.funded(network.halyk(), LongStream.range(1, 9).toArray());
          network.simulation().pass(Duration.ofSeconds(2));

          assertThat(tokensOf(network.halyk(), aigerim)).isLessThan(EAGER.mergeFrom());
          enough.set(true);
          network.simulation().await(busy, Duration.ofMinutes(5));
          network.settle();
        });
  }

  /// Payments one after the other, the next one begun before the last is over.
  private static boolean payOn(
      InMemoryNetwork network, AccountId payer, AccountId payee, AtomicBoolean enough) {
    var last = network.halyk().pay(order("busy-0", payer, payee, 1));
    for (int i = 1; !enough.get(); i++) {
      var next = network.halyk().pay(order("busy-" + i, payer, payee, 1));
      network.simulation().await(last, Duration.ofMinutes(1));
      last = next;
    }
    network.simulation().await(last, Duration.ofMinutes(1));
    return true;
  }

  private static List<PaymentResult> payAtOnce(
      InMemoryNetwork network,
      AccountId payer,
      AccountId payee,
      int count,
      long tenge,
      Duration pause) {
    var answers = new ArrayList<CompletableFuture<PaymentResult>>();
    for (int i = 0; i < count; i++) {
      answers.add(network.halyk().pay(order("at-once-" + i, payer, payee, tenge)));
      network.simulation().pass(pause);
    }
    return answers.stream().map(answer -> await(network, answer)).toList();
  }

  private static List<OwnState> tokens(SimulatedNode node) {
    var tokens = new ArrayList<OwnState>();
    try (VaultScan scan = node.vault().scan()) {
      scan.liveStates(tokens::add);
    }
    return tokens;
  }

  private static List<Transaction> housekeeping(SimulatedNode node) {
    var tidyings = new ArrayList<Transaction>();
    try (VaultScan scan = node.vault().scan()) {
      scan.transactions(
          known -> {
            var transaction = SignedTransaction.decode(known.transaction().trusted()).transaction();
            if (transaction.intents().getFirst() instanceof Intent.Housekeeping) {
              tidyings.add(transaction);
            }
          });
    }
    return tidyings;
  }

  private static long tokensOf(SimulatedNode node, AccountId account) {
    return tokens(node).stream().filter(token -> token.account().equals(account)).count();
  }

  private static PaymentResult await(
      InMemoryNetwork network, CompletableFuture<PaymentResult> answer) {
    return network.simulation().await(answer, Duration.ofMinutes(5));
  }

  private static ErrorCode code(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem().code();
  }
}

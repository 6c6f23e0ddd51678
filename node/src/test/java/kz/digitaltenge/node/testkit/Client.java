package kz.digitaltenge.node.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;

/// A customer's program: sends an order until it knows what became of it, whatever breaks.
///
/// It also holds the node to its word: who is told "nothing moved" must never find that it did.
public final class Client {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(4);

  private final InMemoryNetwork network;
  private final SimulatedNode bank;
  private final PaymentOrder order;
  private String heard = "nothing";

  private Client(InMemoryNetwork network, SimulatedNode bank, PaymentOrder order) {
    this.network = network;
    this.bank = bank;
    this.order = order;
  }

  /// Sends the order, and again until the answer is the last word.
  public static CompletableFuture<PaymentResult> settle(
      InMemoryNetwork network, SimulatedNode bank, PaymentOrder order) {
    var client = new Client(network, bank, order);
    return network.simulation().beside("client with " + order.id(), client::settle);
  }

  private PaymentResult settle() {
    Instant deadline = network.simulation().now().plus(PATIENCE.multipliedBy(6));
    while (network.simulation().now().isBefore(deadline)) {
      try {
        PaymentResult result = network.simulation().await(bank.pay(order), PATIENCE);
        if (isLastWord(result)) {
          return result;
        }
        heard = result.toString();
      } catch (PlatformException e) {
        // The bank is down, went down over this, or does not know: ask again.
        heard = e.toString();
      }
      network.simulation().pass(network.simulation().between(Duration.ZERO, PAUSE_MOST));
    }
    throw new AssertionError("no last word about %s, but: %s".formatted(order, heard));
  }

  private boolean isLastWord(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final _ -> true;
      case PaymentResult.Pending _ -> false;
      case PaymentResult.Refused(_, var problem) -> {
        assertThat(network.notary().fortune(bank.vault().attempts(order.id()).join()))
            .as("%s was told: %s", order.id(), problem.whatHappened())
            .isNotIn(SimulatedNotary.Fortune.MOVED, SimulatedNotary.Fortune.OPEN);
        RetryAdvice advice = problem.code().retry();
        yield advice == RetryAdvice.NEVER || advice == RetryAdvice.AFTER_CORRECTION;
      }
    };
  }
}

package kz.digitaltenge.node.refund;

import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.Vault;
import org.junit.jupiter.api.Test;

/// Rounds over open refunds in which something goes wrong.
class ResumedRefundsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int OPEN = 6;

  /// CenterCredit has open refunds `r-0` and so on, of one payment from Halyk.
  private record Scene(
      InMemoryNetwork network, SimulatedNode bank, AccountId stock, MemoryRefunds book) {
    static void play(BiConsumer<Scene, PaymentService> scenario) {
      InMemoryNetwork.play(
          1,
          network -> {
            SimulatedNode bank = network.centerCredit();
            AccountId stock = bank.open("stock");
            AccountId bolat = bank.open("Bolat");
            AccountId payer = network.funded(network.halyk(), 1_000);
            assertThat(network.pay(network.halyk(), order("p1", payer, bolat, 100)))
                .isInstanceOf(PaymentResult.Final.class);
            network.simulation().pass(Duration.ofSeconds(5));
            var scene = new Scene(network, bank, stock, new MemoryRefunds());
            scene.ask();
            scenario.accept(scene, bank.flows().payments());
          });
    }

    private void ask() {
      var refunds = new Refunds(book, bank.parts(), new Away(), stock);
      for (int i = 0; i < OPEN; i++) {
        var wish =
            new Refunds.Wish(
                new PaymentId("r-" + i),
                new PaymentId("p1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Amount.ofTenge(1)),
                Optional.empty());
        var _ = network.simulation().await(bank.ask(_ -> refunds.request(wish)), PATIENCE);
      }
      assertThat(book.open()).hasSize(OPEN);
    }

    void resume(NodeParts parts, PaymentService payments) {
      var refunds = new Refunds(book, parts, payments, stock);
      var _ = network.simulation().await(bank.ask(_ -> refunds.resume()), PATIENCE);
    }

    Stage stage(int refund) {
      return book.find(new PaymentId("r-" + refund)).orElseThrow().stage();
    }
  }

  private static class Away implements PaymentService {
    @Override
    public PaymentResult pay(PaymentOrder order) {
      return new PaymentResult.Refused(
          order.id(),
          Problem.of(
              ErrorCode.PEER_UNAVAILABLE, "peer", TestNetwork.HALYK, "reason", "it is away"));
    }

    @Override
    public Optional<PaymentResult> outcome(PaymentOrder order) {
      return Optional.empty();
    }
  }

  @Test
  void whateverGoesWrongWithOneTheOthersAreGivenBack() {
    Scene.play(
        (scene, payments) -> {
          var faulty =
              new Away() {
                @Override
                public PaymentResult pay(PaymentOrder order) {
                  if (order.id().value().equals("r-0")) {
                    throw new IllegalStateException("a fault");
                  }
                  return payments.pay(order);
                }
              };

          assertThatThrownBy(() -> scene.resume(scene.bank().parts(), faulty))
              .hasMessage("a fault");

          assertThat(scene.stage(0)).isEqualTo(Stage.ORDERED);
          assertThat(IntStream.range(1, OPEN).mapToObj(scene::stage)).containsOnly(Stage.PAID);
          scene.resume(scene.bank().parts(), payments);
          assertThat(scene.book().open()).isEmpty();
        });
  }

  /// When it is silent, each look takes as long as one waits for it.
  @Test
  void theVaultIsLookedIntoOnceBeforeAllOfThem() {
    Scene.play(
        (scene, payments) -> {
          var looks = new CopyOnWriteArrayList<Integer>();

          scene.resume(over(scene.bank().parts(), looks, 0), payments);

          assertThat(scene.book().open()).isEmpty();
          assertThat(looks).as("one for all, and one by whoever pays").hasSize(1 + OPEN);
        });
  }

  @Test
  void whenTheBanksCannotBeToldTheyAreGivenBackAllTheSame() {
    Scene.play(
        (scene, payments) -> {
          NodeParts parts = over(scene.bank().parts(), new CopyOnWriteArrayList<>(), 1);
          assertThatThrownBy(() -> scene.resume(parts, payments)).hasMessageContaining("vault");

          assertThat(scene.book().open()).isEmpty();
        });
  }

  /// @param looks how many transactions were asked for, each time
  /// @param failing so many of the first looks fail
  private static NodeParts over(NodeParts parts, List<Integer> looks, int failing) {
    Object vault =
        Proxy.newProxyInstance(
            Vault.class.getClassLoader(),
            new Class<?>[] {Vault.class},
            (_, method, values) -> {
              if (method.getName().equals("transactions")) {
                looks.add(((Collection<?>) values[0]).size());
                if (looks.size() <= failing) {
                  return CompletableFuture.failedFuture(
                      Problem.of(
                              ErrorCode.DATABASE_UNAVAILABLE, "database", "vault", "reason", "away")
                          .exception());
                }
              }
              try {
                return method.invoke(parts.vault(), values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return new NodeParts(
        parts.self(),
        Vault.class.cast(vault),
        parts.purse(),
        parts.keys(),
        parts.nonces(),
        parts.names(),
        parts.network(),
        parts.attestor(),
        parts.notary(),
        parts.peers(),
        parts.verifier(),
        parts.tasks(),
        parts.clock(),
        parts.entropy(),
        parts.steps(),
        parts.blocks(),
        parts.evidence(),
        parts.guard());
  }
}

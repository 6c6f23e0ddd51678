package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.Events;
import kz.digitaltenge.sdk.Following;
import kz.digitaltenge.sdk.Patience;
import kz.digitaltenge.sdk.RefusedException;
import kz.digitaltenge.sdk.UntrustedMessageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program follows events with the SDK, whatever happens to its connections.
@Timeout(120)
class SdkFollowTest {
  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(20));

  @TempDir private Path folder = Path.of("");
  private GatewayFixture gateway;
  private final List<Long> handled = new CopyOnWriteArrayList<>();
  private int accounts;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private BankClient client(URI address) {
    return new BankClient(gateway.program(address).with(QUICK));
  }

  private BankClient client() {
    return client(URI.create("https://" + gateway.gateway.endpoint()));
  }

  /// Each is an event.
  private void happens(int often) {
    for (int i = 0; i < often; i++) {
      gateway.bank.openAccount(new OpenAccount("customer-" + accounts++, "Aigul", ""));
    }
  }

  private static void until(BooleanSupplier isSo) throws InterruptedException {
    for (int i = 0; i < 6_000 && !isSo.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  private List<Long> all(BankClient client) {
    return client.events().since(Events.BEGINNING).stream().map(Event::id).toList();
  }

  @Test
  void whatHappenedAndWhatHappensIsToldInOrder() throws Exception {
    happens(3);
    try (BankClient client = client();
        Following following =
            client.events().follow(Events.BEGINNING, event -> handled.add(event.id()))) {
      until(() -> handled.size() == 3);
      happens(2);
      until(() -> handled.size() == 5);

      assertThat(handled).isEqualTo(all(client));
      assertThat(following.position()).isEqualTo(String.valueOf(handled.getLast()));
      try (var _ =
          client
              .events()
              .follow(String.valueOf(handled.get(3)), event -> handled.add(event.id()))) {
        until(() -> handled.size() == 6);
        assertThat(handled.getLast()).isEqualTo(handled.get(4));
      }
    }
  }

  /// Each connection is cut when something comes over it and something was handled since the last
  /// cut.
  @Test
  void aConnectionThatIsCutAgainAndAgainLosesAndDoublesNothing() throws Exception {
    var seen = new AtomicInteger();
    BooleanSupplier isMore = () -> handled.size() > seen.getAndSet(handled.size());
    try (var proxy = new CuttingProxy(gateway.gateway.endpoint(), isMore, 8);
        BankClient direct = client();
        BankClient client = client(proxy.url());
        Following following =
            client.events().follow(Events.BEGINNING, event -> handled.add(event.id()))) {
      for (int i = 0; i < 1_000 && proxy.cutsLeft() > 0; i++) {
        happens(1);
        Thread.sleep(20);
      }
      happens(1);
      List<Long> all = all(direct);
      until(() -> handled.size() >= all.size());

      assertThat(proxy.cutsLeft()).isZero();
      assertThat(handled).isEqualTo(all);
      assertThat(following.position()).isEqualTo(String.valueOf(all.getLast()));
    }
  }

  @Test
  void aGatewayThatStopsAndComesBackIsFollowedOn() throws Exception {
    happens(1);
    Endpoint place = gateway.gateway.endpoint();
    try (BankClient client = client();
        var _ = client.events().follow(Events.BEGINNING, event -> handled.add(event.id()))) {
      until(() -> handled.size() == 1);
      gateway.gateway.close();
      happens(2);
      try (var _ = gateway.startAt(place)) {
        happens(1);
        until(() -> handled.size() == 4);
        assertThat(handled).doesNotHaveDuplicates().isSorted();
      }
    }
  }

  @Test
  void aFalseEventEndsItAndIsHandedToNobody() throws Exception {
    happens(1);
    try (var proxy = new ChangingProxy(gateway);
        BankClient client = client(proxy.url());
        Following following =
            client.events().follow(Events.BEGINNING, event -> handled.add(event.id()))) {
      until(() -> handled.size() == 1);
      proxy.change("\"kind\":\"ACCOUNT_OPENED\"", "\"kind\":\"ACCOUNT_CLOSED\"");
      happens(1);

      assertThatThrownBy(following::await)
          .isInstanceOf(UntrustedMessageException.class)
          .hasMessageContaining("is not signed by");
      assertThat(handled).hasSize(1);
      assertThat(following.position()).isEqualTo(String.valueOf(handled.getFirst()));
    }
  }

  @Test
  void anAnsweringKeyThatWasRevokedIsNotBelieved() {
    happens(1);
    gateway.revokeAnswering();
    try (BankClient client = client();
        Following following =
            client.events().follow(Events.BEGINNING, event -> handled.add(event.id()))) {
      assertThatThrownBy(following::await).isInstanceOf(UntrustedMessageException.class);
      assertThat(handled).isEmpty();
    }
  }

  @Test
  void whatTheHandlerThrowsEndsItAndTheEventCountsAsNotHandled() throws Exception {
    happens(3);
    try (BankClient client = client();
        Following following =
            client
                .events()
                .follow(
                    Events.BEGINNING,
                    event -> {
                      if (handled.size() == 2) {
                        throw new IllegalStateException("the disk is full");
                      }
                      handled.add(event.id());
                    })) {
      assertThatThrownBy(following::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the disk is full");
      assertThat(following.position()).isEqualTo(String.valueOf(handled.get(1)));
      try (var _ = client.events().follow(following.position(), event -> handled.add(event.id()))) {
        until(() -> handled.size() == 3);
        assertThat(handled).isEqualTo(all(client));
      }
    }
  }

  /// The handler is let come to its end, and is not called again.
  @Test
  void whoClosesItIsToldNothingMore() throws Exception {
    happens(5);
    var isAtWork = new CountDownLatch(1);
    try (BankClient client = client()) {
      Following following =
          client
              .events()
              .follow(
                  Events.BEGINNING,
                  event -> {
                    isAtWork.countDown();
                    rest();
                    handled.add(event.id());
                  });
      assertThat(isAtWork.await(60, TimeUnit.SECONDS)).isTrue();
      following.close();
      int before = handled.size();
      happens(2);
      Thread.sleep(300);

      assertThat(before).isPositive();
      assertThat(handled).hasSize(before);
      assertThat(following.position()).isEqualTo(String.valueOf(handled.getLast()));
      following.await();
      following.close();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a handler is not to be interrupted", e);
    }
  }

  @Test
  void theHandlerMayCloseItItself() throws Exception {
    happens(3);
    var begun = new CompletableFuture<Following>();
    try (BankClient client = client()) {
      Following following =
          client
              .events()
              .follow(
                  Events.BEGINNING,
                  event -> {
                    handled.add(event.id());
                    begun.join().close();
                  });
      begun.complete(following);
      following.await();

      assertThat(handled).hasSize(1);
      assertThat(following.position()).isEqualTo(String.valueOf(handled.getFirst()));
    }
  }

  @Test
  void theHandlerMayCloseTheClient() throws Exception {
    happens(3);
    var begun = new CompletableFuture<BankClient>();
    BankClient client = client();
    Following following =
        client
            .events()
            .follow(
                Events.BEGINNING,
                event -> {
                  handled.add(event.id());
                  begun.join().close();
                });
    begun.complete(client);

    following.await();

    assertThat(handled).hasSize(1);
  }

  @Test
  void whoFindsNoPlaceComesAgain() throws Exception {
    happens(1);
    var others = new AtomicInteger();
    try (BankClient client = client()) {
      Following first = client.events().follow(Events.BEGINNING, _ -> others.incrementAndGet());
      for (int i = 1; i < GatewayLimits.STREAMS_AT_ONCE_MAX; i++) {
        var _ = client.events().follow(Events.BEGINNING, _ -> others.incrementAndGet());
      }
      until(() -> others.get() == GatewayLimits.STREAMS_AT_ONCE_MAX);
      var _ = client.events().follow(Events.BEGINNING, event -> handled.add(event.id()));
      Thread.sleep(200);
      assertThat(handled).isEmpty();

      first.close();
      // The gateway sees that somebody has gone when it tells the next event.
      for (int i = 0; i < 1_000 && handled.isEmpty(); i++) {
        happens(1);
        Thread.sleep(20);
      }
      List<Long> all = all(client);
      until(() -> handled.size() >= all.size());
      assertThat(handled).isEqualTo(all);
    }
  }

  @Test
  void aRefusalThatIsNotForLaterEndsIt() throws Exception {
    URI address = URI.create("https://" + gateway.gateway.endpoint());
    try (BankClient other =
            new BankClient(gateway.program(address, GatewayFixture.OTHER_BANK).with(QUICK));
        Following following = other.events().follow("0", event -> handled.add(event.id()))) {
      assertThatThrownBy(following::await)
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("CALLER_NOT_ADMITTED"));
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void whatIsNoPositionIsNotSent() throws IOException {
    try (BankClient client = client()) {
      assertThatThrownBy(() -> client.events().follow("yesterday", _ -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.Receiver.Manner;
import kz.digitaltenge.gateway.Receiver.Taken;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.webhook.Delivery;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the trouble of one account's notifications does to those of others, and of a receiver that
/// cannot be connected to.
class WebhookLanesTest {
  private static final Duration PAUSE_MIN = Duration.ofMillis(5);
  private static final Duration PAUSE_MAX = Duration.ofMillis(50);

  @TempDir private Path folder;
  private String payer = "";
  private String payee = "";

  @Test
  void whoCannotBeConnectedToIsAwayAndWaitedFor() throws Exception {
    // Here the first time that something is put off makes it a dead letter.
    try (var gateway = gateway(Duration.ofSeconds(1), Duration.ZERO, GatewayWatch.NONE);
        var full = new FullListener()) {
      gateway.own.ask(pay("sent-1", payer, payee, "1"));
      create(gateway, full.port());

      untilTold(gateway, "the connection failed");
      assertThat(webhooks(gateway)).contains("connect", "\"deadLetters\":0");
      full.end();
      try (var receiver = new Receiver(gateway.receiving(), full.port())) {
        assertThat(receiver.next().body()).contains("sent-1");
      }
    }
  }

  @Test
  void whatIsPutOffForTooLongHoldsUpAnAccountOnceAPage() throws Exception {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    try (var gateway = gateway(Duration.ofSeconds(5), Duration.ofMillis(100), GatewayWatch.NONE);
        var receiver = new Receiver(gateway.receiving(), 0)) {
      receiver.behave(
          taken -> {
            tries.computeIfAbsent(taken.key(), _ -> new AtomicInteger()).incrementAndGet();
            return isOf(payer, taken) ? Manner.OVERLOADED : Manner.OK;
          });
      for (int i = 0; i < 5; i++) {
        gateway.own.ask(pay("poison-" + i, payer, payee, "1"));
      }
      gateway.own.ask(pay("other-1", payee, payer, "1"));
      create(gateway, receiver.port());

      assertThat(receiver.next().body()).contains("other-1");
      untilTold(gateway, "\"deadLetters\":5");
    }
    assertThat(tries.values().stream().map(AtomicInteger::get).sorted().toList())
        .as("other-1 and four of five are tried once")
        .hasSize(6)
        .startsWith(1, 1, 1, 1, 1)
        .last()
        .matches(most -> most > 2, "tried again before it was given up");
  }

  @Test
  void whenOneLaneFailsTheOthersEndBeforeAllBeginsAgain() throws Exception {
    var failures = new AtomicInteger();
    var slow = new Slow();
    try (var gateway =
            gateway(Duration.ofSeconds(10), Duration.ofMinutes(1), new Failing(failures));
        var receiver = new Receiver(gateway.receiving(), 0)) {
      receiver.behave(
          taken -> {
            if (isOf(payer, taken)) {
              slow.await();
              return failures.get() < Failing.TIMES ? Manner.REFUSE : Manner.OK;
            }
            slow.pass();
            return failures.get() < Failing.TIMES ? Manner.OVERLOADED : Manner.OK;
          });
      gateway.own.ask(pay("failing-1", payer, payee, "1"));
      gateway.own.ask(pay("slow-1", payee, payer, "1"));
      create(gateway, receiver.port());

      List<String> told = List.of(receiver.next().body(), receiver.next().body());
      assertThat(told).anyMatch(body -> body.contains("failing-1"));
      assertThat(told).anyMatch(body -> body.contains("slow-1"));
    }
    assertThat(failures).hasValue(Failing.TIMES);
    assertThat(slow.most).as("of one account's at once").hasValue(1);
  }

  private static boolean isOf(String account, Taken taken) {
    return taken.account().equals(account);
  }

  private GatewayFixture gateway(Duration answer, Duration putOffMax, GatewayWatch watch) {
    var gateway =
        new GatewayFixture(
            folder.resolve("network"),
            new WebhookLimits(answer, PAUSE_MIN, PAUSE_MAX, 3, putOffMax),
            watch);
    payer = member(gateway.own.ask(open("payer", "Aigul")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
    return gateway;
  }

  private static void create(GatewayFixture gateway, int port) {
    String wish =
        "{\"url\":\"https://127.0.0.1:%d/events\",\"kinds\":[\"PAYMENT_SENT\"]}".formatted(port);
    assertThat(member(gateway.own.ask(post("/v1/webhooks", "", wish)), "id")).isPresent();
  }

  /// Asks until the webhooks are told to be like this.
  private static void untilTold(GatewayFixture gateway, String words) {
    String told = "";
    for (int i = 0; i < 10_000 && !told.contains(words); i++) {
      told = webhooks(gateway);
    }
    assertThat(told).contains(words);
  }

  private static String webhooks(GatewayFixture gateway) {
    return new String(gateway.own.ask(Question.get("/v1/webhooks")).body().toArray(), UTF_8);
  }

  /// A port where nobody accepts, and nobody more can wait to be accepted.
  private static final class FullListener implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 300;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    FullListener() throws IOException {
      var address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
      boolean isFull = false;
      while (!isFull) {
        var socket = new Socket();
        waiting.add(socket);
        try {
          socket.connect(address, PATIENCE_MILLIS);
        } catch (SocketTimeoutException _) {
          isFull = true;
        }
      }
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      end();
    }

    void end() throws IOException {
      listener.close();
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  /// Takes its time, and knows how many were in it at once.
  private static final class Slow {
    private static final int TIME_MILLIS = 300;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    void await() {
      within(entered, 30_000);
    }

    void pass() {
      var _ = most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      entered.countDown();
      within(new CountDownLatch(1), TIME_MILLIS);
      inside.decrementAndGet();
    }

    private static void within(CountDownLatch latch, long millis) {
      try {
        var _ = latch.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Breaks the lane of a notification that is refused, a few times.
  private record Failing(AtomicInteger failures) implements GatewayWatch {
    static final int TIMES = 2;

    @Override
    public Watched begin() {
      return (_, _, _) -> {};
    }

    @Override
    public void refused(String method, String path, ErrorCode code) {}

    @Override
    public void attempted(Delivery delivery) {
      if (delivery == Delivery.REFUSED) {
        failures.incrementAndGet();
        throw new IllegalStateException("a fault of this lane");
      }
    }
  }
}

package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/// A bank's program that is told of events over HTTPS, and behaves as it is told to.
final class Receiver implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  /// What came, and what was said to it.
  record Taken(String key, String target, String type, String signature, String body) {
    JsonNode json() {
      return Json.read(body);
    }

    long position() {
      return Long.parseLong(json().get("id").asString());
    }

    String account() {
      return json().get("account").asString();
    }
  }

  /// How a request is answered.
  enum Manner {
    OK(200),
    REDIRECT(302),
    REFUSE(400),
    BREAK(500),
    OVERLOADED(503),
    /// Never.
    HANG(0),
    /// With a good status and a body that never ends.
    ENDLESS(200);

    private final int status;

    Manner(int status) {
      this.status = status;
    }
  }

  /// What was answered well, in that order.
  final BlockingQueue<Taken> accepted = new LinkedBlockingQueue<>();

  /// Everything that came.
  final BlockingQueue<Taken> asked = new LinkedBlockingQueue<>();

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;
  private volatile Function<Taken, Manner> manners = _ -> Manner.OK;

  /// @param port 0 for any free one
  Receiver(SSLContext tls, int port) throws IOException {
    this.server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "https://127.0.0.1:" + port() + "/events?of=bank";
  }

  int port() {
    return server.getAddress().getPort();
  }

  void behave(Function<Taken, Manner> how) {
    manners = how;
  }

  /// The next that was answered well.
  Taken next() throws InterruptedException {
    Optional<Taken> taken = Optional.ofNullable(accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertThat(taken).isPresent();
    return taken.get();
  }

  /// The next that came, however it was answered.
  Taken nextAsked() throws InterruptedException {
    Optional<Taken> taken = Optional.ofNullable(asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertThat(taken).isPresent();
    return taken.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Taken taken = taken(exchange);
      Manner manner = manners.apply(taken);
      if (manner == Manner.HANG) {
        closing.await();
      } else if (manner == Manner.REDIRECT) {
        exchange.getResponseHeaders().set("Location", url() + "&elsewhere");
      }
      if (manner.status == Manner.OK.status) {
        accepted.add(taken);
      }
      asked.add(taken);
      exchange.sendResponseHeaders(manner.status, manner == Manner.ENDLESS ? 0 : -1);
      while (manner == Manner.ENDLESS && !closing.await(1, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(new byte[] {'.'});
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Taken taken(HttpExchange exchange) throws IOException {
    var head = exchange.getRequestHeaders();
    return new Taken(
        head.getFirst("Idempotency-Key"),
        exchange.getRequestURI().toString(),
        head.getFirst("Content-Type"),
        head.getFirst("JWS-Signature"),
        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }
}

package kz.digitaltenge.app.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.ledger.codec.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Health, readiness and metrics over plain HTTP, for the operator's monitoring on the same
/// machine: it is to be bound to an address that nobody else reaches.
public final class Observation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private final ExpositionFormatWriter format =
      ExpositionFormats.init().getPrometheusTextFormatWriter();
  private final Surroundings surroundings;
  private final Meters meters;

  /// What is asked for whenever somebody looks, and ends with this.
  private final PrometheusRegistry asked = new PrometheusRegistry();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Observation(Surroundings surroundings, Meters meters, HttpServer server) {
    this.surroundings = surroundings;
    this.meters = meters;
    this.server = server;
    NetworkMeters.register(asked, surroundings);
    JvmMetrics.builder().register(asked);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /// Returns once it listens.
  ///
  /// @param meters of the process
  /// @throws kz.digitaltenge.api.error.PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
  public static Observation start(Endpoint endpoint, Surroundings surroundings, Meters meters) {
    try {
      var address = new InetSocketAddress(endpoint.host(), endpoint.port());
      var observation = new Observation(surroundings, meters, HttpServer.create(address, 0));
      observation.server.start();
      return observation;
    } catch (IOException e) {
      throw endpoint.unusable(e);
    }
  }

  /// Where it listens.
  public Endpoint endpoint() {
    InetSocketAddress address = server.getAddress();
    return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  /// What is said to whom asks.
  private record Page(int status, String type, Bytes body) {
    static Page text(int status, String text) {
      return new Page(status, TEXT, Bytes.of((text + "\n").getBytes(UTF_8)));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = page(exchange);
      exchange.getResponseHeaders().set("Content-Type", page.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(page.status(), page.body().size());
      exchange.getResponseBody().write(page.body().toArray());
    }
  }

  private Page page(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return Page.text(METHOD_NOT_ALLOWED, "GET only");
    }
    try {
      return switch (exchange.getRequestURI().getPath()) {
        // That this is answered is the answer.
        case "/health/live" -> Page.text(OK, "live");
        case "/health/ready" -> ready();
        case "/health/links" -> links();
        case "/metrics" -> metrics();
        default -> Page.text(NOT_FOUND, "/health/live, /health/ready, /health/links, /metrics");
      };
    } catch (IOException | RuntimeException e) {
      LOG.error("Monitoring could not be answered", e);
      return Page.text(INTERNAL, "see the log");
    }
  }

  private Page ready() {
    surroundings.ask().join();
    List<String> missing = surroundings.missing();
    var lines = new ArrayList<String>();
    if (!missing.isEmpty()) {
      lines.add("no answer: " + String.join(", ", missing));
    }
    lines.addAll(surroundings.troubles());
    return lines.isEmpty()
        ? Page.text(OK, "ready")
        : Page.text(UNAVAILABLE, String.join("\n", lines));
  }

  /// What roles need beside the network makes none of them unready: a bank pays without its core
  /// banking system, and the central bank's node proves the supply.
  private Page links() {
    meters.links().ask().join();
    List<String> down = meters.links().down();
    return down.isEmpty()
        ? Page.text(OK, "all links are up")
        : Page.text(UNAVAILABLE, String.join("\n", down));
  }

  private Page metrics() throws IOException {
    CompletableFuture.allOf(
            surroundings.ask(),
            meters.nodes().askDatabases(),
            meters.banks().ask(),
            meters.centralBanks().ask(),
            meters.links().ask())
        .join();
    var bytes = new ByteArrayOutputStream();
    List<MetricSnapshot> all =
        Stream.of(meters.registry(), asked).flatMap(each -> each.scrape().stream()).toList();
    format.write(bytes, new MetricSnapshots(all));
    return new Page(OK, format.getContentType(), Bytes.of(bytes.toByteArray()));
  }
}

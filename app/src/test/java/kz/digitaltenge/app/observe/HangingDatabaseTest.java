package kz.digitaltenge.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.observe.Exposition.Sample;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Monitoring of nodes one of whose databases accepts connections and never answers.
class HangingDatabaseTest {
  /// Of an HTTP client that asks; the database's own limits are several times as long.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final NodeStatus WELL =
      new NodeStatus(new NodeId("HSBKKZKX"), "Halyk", "601", 1, 7, 0, Optional.empty());

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Meters meters = new Meters();
  private ServerSocket silent;
  private SideSchema tables;
  private Observation observation;

  @BeforeEach
  void start() throws IOException {
    // The system accepts for it; nobody reads.
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var database =
        new VaultDatabase(
            "jdbc:postgresql://127.0.0.1:%d/none".formatted(silent.getLocalPort()), "none", "");
    tables = new SideSchema(database, "none", "classpath:none", 1);
    observation =
        Observation.start(
            new Endpoint("127.0.0.1", 0),
            new Surroundings(
                Map.of("HSBKKZKX", () -> WELL, "KPSTKZKA", () -> hang(WELL)), List.of()),
            meters);
    var _ =
        meters
            .nodes()
            .orders(
                "HSBKKZKX", new OpenOrders(() -> Map.of(OpenOrders.Kind.REGISTER, 3L), () -> 0));
    var _ = meters.nodes().orders("KPSTKZKA", new OpenOrders(() -> hang(Map.of()), () -> hang(0L)));
  }

  @AfterEach
  void stop() throws IOException {
    silent.close();
    observation.close();
    tables.close();
    http.close();
  }

  private <T> T hang(T never) {
    asked.incrementAndGet();
    return tables.work(_ -> never);
  }

  @Test
  void readinessSaysNoAtOnce() throws Exception {
    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("no answer: KPSTKZKA\n");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsKnownIsServedAndTheDatabaseToldAsAway() throws Exception {
    assertThat(Exposition.of(get("/metrics").body()).samples())
        .contains(
            new Sample("dt_node_up", Map.of("node", "HSBKKZKX"), 1),
            new Sample("dt_node_up", Map.of("node", "KPSTKZKA"), 0),
            new Sample("dt_node_database_up", Map.of("node", "HSBKKZKX"), 1),
            new Sample("dt_node_database_up", Map.of("node", "KPSTKZKA"), 0),
            new Sample("dt_node_open_orders", Map.of("node", "HSBKKZKX", "kind", "register"), 3));
  }

  @Test
  void whoLooksAgainAndAgainDoesNotPileQuestionsUp() throws Exception {
    for (int look = 0; look < 3; look++) {
      get("/metrics");
    }
    assertThat(asked).hasValue(3);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://" + observation.endpoint() + path);
    return http.send(HttpRequest.newBuilder(uri).timeout(SOON).build(), BodyHandlers.ofString());
  }
}

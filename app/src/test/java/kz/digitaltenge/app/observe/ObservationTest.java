package kz.digitaltenge.app.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.observe.Exposition.Sample;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.app.observe.NodeMeters.Phase;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.gateway.GatewayWatch;
import kz.digitaltenge.gateway.webhook.Delivery;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.purse.PurseSize;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.VaultWrites;
import kz.digitaltenge.notary.server.AppliedCount;
import kz.digitaltenge.trust.participant.CertificateKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What monitoring reads of a process, over a real socket.
class ObservationTest {
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:dt|jvm|process)_[a-z_]+");

  private static final NodeStatus NODE =
      new NodeStatus(
          new NodeId("HSBKKZKX"), "Halyk", "601", 2, 77, 5, Optional.of("notary-2 is silent"));

  private static final NotaryStatus MEMBER =
      new NotaryStatus("notary-1", true, 2, 77, Hash.sha256(), Instant.EPOCH, 9, Optional.empty());

  private volatile boolean nodeIsLost;
  private volatile boolean notaryIsLost;
  private volatile boolean databaseIsLost;
  private volatile Optional<Problem> gatewayTrouble = Optional.empty();
  private volatile Optional<Problem> coreTrouble = Optional.empty();
  private GatewayWatch.Counted deadLetters;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Meters meters = new Meters();
  private final Observation observation = start();

  @BeforeEach
  void work() {
    var node = meters.nodes().of("HSBKKZKX");
    Problem poor = Problem.of(ErrorCode.INSUFFICIENT_BALANCE, "account", "KZ1");
    node.answered(Origin.REGISTER, new PaymentResult.Refused(new PaymentId("p"), poor));
    Problem silent = Problem.of(ErrorCode.PEER_SILENT, "peer", "KPSTKZKA");
    node.answered(Origin.REGISTER, new PaymentResult.Refused(new PaymentId("q"), silent));
    node.ended(Origin.REGISTER, System.nanoTime());
    node.failed(Origin.CUSTOMER, ErrorCode.PAYMENT_OUTCOME_UNKNOWN);
    node.took(Phase.PROPOSE, System.nanoTime());
    var _ = meters.nodes().inside("HSBKKZKX", inside());
    var _ =
        meters
            .nodes()
            .orders(
                "HSBKKZKX",
                new OpenOrders(
                    () -> told(databaseIsLost, Map.of(OpenOrders.Kind.STANDING_PAYMENT, 12L)),
                    () -> told(databaseIsLost, 4L)));
    var _ = meters.members().inside("notary-1", () -> new AppliedCount(7, 20, 9_000, 5));
    List<Kept> kept = List.of(certificate(Instant.EPOCH.plusSeconds(86_400)));
    var _ = meters.certificates().read(() -> kept);
    var _ = meters.certificates().readFirstEnds(() -> firstEnds(172_800, CertificateKind.TLS));
    var _ =
        meters
            .certificates()
            .readFirstEnds(() -> firstEnds(86_400, CertificateKind.TLS, CertificateKind.SIGNATURE));
    var bank = meters.banks().of("HSBKKZKX");
    bank.begin().answered("POST", "/v1/payments", 200);
    bank.begin().answered("POST", "/v1/payments", 200);
    bank.begin().answered("OTHER", "OTHER", 404);
    bank.attempted(Delivery.AWAY);
    deadLetters = bank.deadLetters(() -> 3);
    var _ = meters.centralBanks().inside("NBRKKZKX", CentralBankSample.inside());
    var _ = meters.links().of("NBRKKZKX", "core-banking", () -> coreTrouble);
  }

  private static Map<CertificateKind, Instant> firstEnds(int seconds, CertificateKind... kinds) {
    return Stream.of(kinds)
        .collect(Collectors.toMap(kind -> kind, _ -> Instant.ofEpochSecond(seconds)));
  }

  private static Kept certificate(Instant validUntil) {
    return new Kept("NODE", "HSBKKZKX", Path.of("nodes", "HSBKKZKX"), validUntil, BigInteger.ONE);
  }

  @AfterEach
  void stop() {
    observation.close();
    http.close();
  }

  @Test
  void metricsAreWhatPrometheusReads() {
    HttpResponse<String> metrics = get("/metrics");
    Exposition read = Exposition.of(metrics.body());

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(read.faults()).isEmpty();
    assertThat(read.types().keySet()).allMatch(name -> METRIC.matcher(name).matches());
  }

  @Test
  void prometheusOwnCheckerTakesTheMetrics() throws IOException, InterruptedException {
    Process checker = checker();
    try (var input = checker.outputWriter()) {
      input.write(get("/metrics").body());
    }
    String said = new String(checker.getInputStream().readAllBytes(), UTF_8);

    assertThat(checker.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEmpty();
  }

  private static Process checker() {
    try {
      return new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    } catch (IOException e) {
      System.err.println(
          "NOT TESTED: that promtool takes the metrics. Install it (apt-get install prometheus).");
      return Assumptions.abort("promtool is missing: apt-get install prometheus");
    }
  }

  @Test
  void theyTellHowNodesTheNotaryAndGatewaysAre() {
    Exposition read = Exposition.of(get("/metrics").body());

    assertThat(read.samples())
        .contains(
            new Sample(
                "dt_gateway_requests_total",
                Map.of(
                    "bank", "HSBKKZKX", "method", "POST", "path", "/v1/payments", "status", "200"),
                2),
            new Sample(
                "dt_webhook_attempts_total", Map.of("bank", "HSBKKZKX", "outcome", "away"), 1),
            new Sample("dt_node_up", Map.of("node", "HSBKKZKX"), 1),
            new Sample("dt_node_unresolved_payments", Map.of("node", "HSBKKZKX"), 5),
            new Sample("dt_notary_decisions_total", Map.of("member", "notary-1"), 77),
            new Sample(
                "dt_node_payments_total",
                Map.of("node", "HSBKKZKX", "origin", "register", "outcome", "refused"),
                1),
            new Sample(
                "dt_node_payments_total",
                Map.of("node", "HSBKKZKX", "origin", "register", "outcome", "unavailable"),
                1),
            new Sample(
                "dt_node_payments_refused_total",
                Map.of("node", "HSBKKZKX", "code", "PEER_SILENT"),
                1),
            new Sample(
                "dt_node_payments_total",
                Map.of("node", "HSBKKZKX", "origin", "customer", "outcome", "unknown"),
                1),
            new Sample(
                "dt_node_payments_refused_total",
                Map.of("node", "HSBKKZKX", "code", "INSUFFICIENT_BALANCE"),
                1),
            new Sample(
                "dt_node_payment_phase_duration_seconds_count",
                Map.of("node", "HSBKKZKX", "phase", "propose"),
                1),
            new Sample(
                "dt_node_payment_phase_duration_seconds_count",
                Map.of("node", "HSBKKZKX", "phase", "notary"),
                0),
            new Sample("dt_node_vault_records_total", Map.of("node", "HSBKKZKX"), 40),
            new Sample("dt_node_purse_untidy_accounts", Map.of("node", "HSBKKZKX"), 3),
            new Sample("dt_node_peer_stream_up", Map.of("node", "HSBKKZKX", "peer", "KPSTKZKA"), 1),
            new Sample("dt_node_peer_stream_up", Map.of("node", "HSBKKZKX", "peer", "EURIKZKA"), 0),
            new Sample("dt_node_supply_green", Map.of("node", "HSBKKZKX"), 1),
            new Sample(
                "dt_node_supply_cut_timestamp_seconds", Map.of("node", "HSBKKZKX"), 1_800_000.5),
            new Sample(
                "dt_node_open_orders", Map.of("node", "HSBKKZKX", "kind", "standing_payment"), 12),
            new Sample("dt_node_events_waiting", Map.of("node", "HSBKKZKX"), 4),
            new Sample("dt_node_database_up", Map.of("node", "HSBKKZKX"), 1),
            new Sample("dt_notary_entry_requests_total", Map.of("member", "notary-1"), 20),
            new Sample("dt_notary_members_up", Map.of(), 1),
            new Sample(
                "dt_certificate_expiry_timestamp_seconds",
                Map.of("kind", "node", "name", "HSBKKZKX"),
                86_400),
            new Sample(
                "dt_participant_certificate_expiry_timestamp_seconds",
                Map.of("kind", "tls"),
                86_400));
    assertThat(read.samples()).extracting(Sample::name).contains("process_cpu_seconds_total");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("unknown", thrown(ErrorCode.PAYMENT_OUTCOME_UNKNOWN)),
        Arguments.of("refused", thrown(ErrorCode.INSUFFICIENT_BALANCE)),
        Arguments.of("refused", thrown(ErrorCode.OVERLOADED)),
        Arguments.of("unavailable", thrown(ErrorCode.NOTARY_UNAVAILABLE)),
        Arguments.of("failed", thrown(ErrorCode.INTERNAL_FAULT)),
        Arguments.of("failed", new IllegalStateException("a fault of ours")));
  }

  private static RuntimeException thrown(ErrorCode code) {
    return Problem.of(code).exception();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anOrderThatThrowsIsCountedAndTimed(String outcome, RuntimeException failure) {
    var payments =
        new MeteredPayments(
            new PaymentService() {
              @Override
              public PaymentResult pay(PaymentOrder order) {
                throw failure;
              }

              @Override
              public Optional<PaymentResult> outcome(PaymentOrder order) {
                return Optional.empty();
              }
            },
            meters.nodes().of("HSBKKZKX"),
            Origin.STOCK);
    var asset = new Asset(new NodeId("NBRKKZKX"), "KZT");
    var order =
        new PaymentOrder(
            new PaymentId("p"),
            AccountId.of("601", "DT00000000003"),
            AccountId.of("826", "DT00000000002"),
            Holding.of(asset),
            Amount.ofTenge(1));

    assertThatThrownBy(() -> payments.pay(order)).isSameAs(failure);

    assertThat(Exposition.of(get("/metrics").body()).samples())
        .contains(
            new Sample(
                "dt_node_payments_total",
                Map.of("node", "HSBKKZKX", "origin", "stock", "outcome", outcome),
                1),
            new Sample(
                "dt_node_payment_duration_seconds_count",
                Map.of("node", "HSBKKZKX", "origin", "stock"),
                1));
  }

  @Test
  void whatHasStoppedIsReadNoMore() {
    meters.nodes().inside("HSBKKZKX", inside()).close();

    assertThat(Exposition.of(get("/metrics").body()).samples())
        .extracting(Sample::name)
        .doesNotContain("dt_node_purse_accounts")
        .contains("dt_node_payments_total");
  }

  @Test
  void aPartThatDoesNotAnswerIsToldAndHidesNoOther() {
    nodeIsLost = true;
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).isEqualTo("no answer: HSBKKZKX\n");
    assertThat(Exposition.of(get("/metrics").body()).samples())
        .contains(
            new Sample("dt_node_up", Map.of("node", "HSBKKZKX"), 0),
            new Sample("dt_notary_members_up", Map.of(), 1))
        .extracting(Sample::name)
        .doesNotContain("dt_node_unresolved_payments");

    databaseIsLost = true;
    assertThat(Exposition.of(get("/metrics").body()).samples())
        .contains(
            new Sample("dt_node_purse_untidy_accounts", Map.of("node", "HSBKKZKX"), 3),
            new Sample("dt_node_database_up", Map.of("node", "HSBKKZKX"), 0))
        .extracting(Sample::name)
        .doesNotContain("dt_node_open_orders", "dt_node_events_waiting");

    notaryIsLost = true;
    assertThat(get("/health/ready").body()).isEqualTo("no answer: HSBKKZKX, notary\n");
    nodeIsLost = false;
    notaryIsLost = false;
    assertThat(get("/health/ready").body()).isEqualTo("ready\n");
  }

  @Test
  void onlyWhatIsThereIsTold() throws IOException, InterruptedException {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/../etc").statusCode()).isEqualTo(404);
    var post = HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.noBody());
    assertThat(http.send(post.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void aGatewayThatCanAnswerNobodyIsNotReadyAndSaysWhy() {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    gatewayTrouble =
        Optional.of(
            Problem.of(
                ErrorCode.PEER_UNAVAILABLE,
                "peer",
                "The status of certificates",
                "reason",
                "nobody answers"));
    HttpResponse<String> refused = get("/health/ready");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .contains("gateway of HSBKKZKX: The status of certificates", "nobody answers");
    gatewayTrouble = Optional.empty();
    assertThat(get("/health/ready").body()).isEqualTo("ready\n");
  }

  @Test
  void theyTellOfTheCentralBank() {
    assertThat(Exposition.of(get("/metrics").body()).samples())
        .containsAll(CentralBankSample.TOLD)
        .contains(new Sample("dt_webhook_dead_letters", Map.of("bank", "HSBKKZKX"), 3));
  }

  @Test
  void aGatewayThatIsClosedHasNoDeadLetters() {
    deadLetters.close();

    assertThat(get("/metrics").body()).doesNotContain("dt_webhook_dead_letters{");
  }

  @Test
  void aLinkThatIsDownIsToldAndMakesNobodyUnready() {
    assertThat(get("/health/links").statusCode()).isEqualTo(200);
    coreTrouble =
        Optional.of(Problem.of(ErrorCode.PEER_SILENT, "peer", "core-banking", "timeout", "5 s"));

    HttpResponse<String> down = get("/health/links");

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).startsWith("NBRKKZKX to core-banking: ");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(Exposition.of(get("/metrics").body()).samples())
        .contains(new Sample("dt_link_up", Map.of("from", "NBRKKZKX", "to", "core-banking"), 0));
  }

  @Test
  void theDashboardShowsMetricsThatThereAre() throws IOException {
    Exposition read = Exposition.of(get("/metrics").body());
    assertThat(METRIC.matcher(Files.readString(DASHBOARD, UTF_8)).results())
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(read.samples())
                    .extracting(Sample::name)
                    .as(found.group())
                    .contains(found.group()));
  }

  private static NodeInside inside() {
    var notice =
        new SupplyNotice(
            Hash.sha256(),
            77,
            Instant.ofEpochMilli(1_800_000_500),
            SupplyOutcome.GREEN,
            List.of(),
            new SignatureBytes(SchemeId.ED25519, Bytes.of(new byte[64])));
    return new NodeInside(
        () -> new VaultWrites(4, 40),
        () -> new PurseSize(9, 2, 3),
        () -> 6,
        () -> Map.of("KPSTKZKA", true, "EURIKZKA", false),
        () -> Optional.of(notice));
  }

  private Observation start() {
    return Observation.start(
        new Endpoint("127.0.0.1", 0),
        new Surroundings(
            Map.of("HSBKKZKX", () -> told(nodeIsLost, NODE)),
            List.of(() -> told(notaryIsLost, MEMBER)),
            Map.of("gateway of HSBKKZKX", () -> gatewayTrouble)),
        meters);
  }

  private static <T> T told(boolean isLost, T status) {
    if (isLost) {
      throw Problem.of(ErrorCode.STOPPING, "part", "it").exception();
    }
    return status;
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://" + observation.endpoint() + path);
  }
}

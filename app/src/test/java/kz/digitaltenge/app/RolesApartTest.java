package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.app.RolesApart.BANK;
import static kz.digitaltenge.app.RolesApart.CENTRAL_BANK;
import static kz.digitaltenge.app.RolesApart.ID_CENTRE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.ledger.crypto.Hash;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A network as in production, each role a process of its own: it converts and pays through
/// gateways, its processes are killed and its keys replaced meanwhile, and at last its books are
/// audited.
///
/// `-Dfault.seed=N` repeats the order and the moments of the kills, though not what the processes
/// happen to do meanwhile; `-Dfault.rounds=N` kills each of them so often, and at every step.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RolesApartTest {
  private static final String STOCK = "KZ16601DT00000000001";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = Integer.getInteger("fault.rounds", 1);

  private final AtomicInteger rows = new AtomicInteger();
  private final Parts parts = new Parts();
  private RolesApart network;
  private ConversionLoad load;
  private String account = "";

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    network = parts.start(() -> RolesApart.found(temporary.resolve("network")));
    aTakenPortOfAGatewayIsNamed();
    network.start(network.roles());
    load = parts.start(() -> new ConversionLoad(network));
    account = customer(network.dt());
  }

  @AfterAll
  void stop() {
    parts.close();
  }

  @Order(1)
  @Test
  void rolesThatRunApartConvertAndPayByPhoneThroughGateways() {
    Command dt = network.dt();
    paysByPhone(dt, "by-phone");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get(dt, "/v1/accounts/" + account, "856").out())
                    .contains("\"total\":\"77.70\""));
    assertThat(get(dt, "/v1/accounts/" + STOCK, "601").out()).contains("\"available\":\"9922.30\"");
  }

  /// Whichever process dies at whatever moment.
  @Order(2)
  @Test
  void conversionsAndRegistersComeToTheirEndsAndTheBooksAreClean() throws InterruptedException {
    load.start();
    new ConversionKills(network, load, new Random(seed()), ROUNDS).play();
    load.finish();

    System.out.println("All came to their ends: " + load.each());
    new ConversionBooks(network, load).requireClean();
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void whoeverIsKilledAtAStepGoesOnFromIt(ConversionSteps.Row row)
      throws SQLException, InterruptedException {
    new ConversionSteps(network, load).play(row, "step-" + rows.incrementAndGet());
  }

  static Stream<ConversionSteps.Row> steps() {
    return ROUNDS > 1 ? ConversionSteps.all() : ConversionSteps.dearest();
  }

  @Order(4)
  @Test
  void theBooksAreCleanAfterEachStep() {
    new ConversionBooks(network, load).requireClean();
  }

  @Order(5)
  @Test
  void onePaymentHasOneNameInTheLogsOfAllProcesses() {
    Command dt = network.dt();
    var attempts = new AtomicInteger();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String id = "traced-" + attempts.incrementAndGet();
              String trace = Hash.sha256(id.getBytes(UTF_8)).hex().substring(0, 32);
              Command.Result paid =
                  pay(dt, id, "--traceparent", "00-" + trace + "-b7ad6b7169203331-01");
              String transaction = paid.json().get("transaction").asString();
              assertThat(logged(dt.data(), " trace=" + trace + " "))
                  .contains(
                      "HSBKKZKX: HSBKKZKX: " + transaction + " is committed",
                      "HSBKKZKX: HSBKKZKX: " + transaction + " ended: Final",
                      "HSBKKZKX: The gateway: POST /v1/payments at HSBKKZKX is answered with 200",
                      "KCJBKZKX: KCJBKZKX: " + transaction + " of HSBKKZKX is stored and attested")
                  .anyMatch(
                      line ->
                          line.startsWith(
                              "notary-1: The notary: "
                                  + transaction
                                  + " of HSBKKZKX is decision "));
            });
  }

  /// What processes wrote with these words, each line after the name of who wrote it.
  private static List<String> logged(Path data, String words) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(data.resolve("log"), "*.log")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName()).replaceAll("\\..*", "");
        Files.readAllLines(file).stream()
            .filter(line -> line.contains(words))
            .map(line -> name + line.substring(line.indexOf(": ")))
            .forEach(found::add);
      }
    }
    return found;
  }

  /// Whoever goes by a revoked certificate is refused, so paying shows that each took its next one.
  @Order(6)
  @Test
  void certificatesAreRenewedAndRevokedWhileAllRun()
      throws IOException, InterruptedException, GeneralSecurityException {
    Command dt = network.dt();
    try (var keys = new ApartGatewayKeys(dt, RolesApart.HALYK.value())) {
      keys.order();
      certificatesAreRenewedAndRevoked(dt);
      keys.requireNext();
    }
  }

  private void certificatesAreRenewedAndRevoked(Command dt) {
    var renewed = dt.run("ca", "renew", "--days", "400", "--json").json().get("renewed");
    List<String> former = renewed.valueStream().map(each -> each.get("former").asString()).toList();
    assertThat(former).hasSizeGreaterThan(10).doesNotHaveDuplicates();

    for (String serial : former) {
      succeed(dt, "ca", "revoke", serial, "--network", "--reason", "KEY_COMPROMISE");
    }

    paysByPhone(dt, "after-the-renewal");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(dt.run("supply", "--now").out()).contains("GREEN"));
    network.requireAllRun();
  }

  @Order(7)
  @Test
  void keysAreReplacedWhileTheOthersRun() throws InterruptedException {
    aBanksKeyIsReplaced(network.dt());
    theCentralBanksKeysAreReplaced(network.dt());
    theIdCentresKeyIsReplaced(network.dt());
    network.requireAllRun();
  }

  @Order(8)
  @Test
  void theAuditOfAllThatIsLeftFindsNothing() throws InterruptedException {
    network.stop(BANK);
    parts.close();

    Command.Result audit = network.dt().run("audit");

    assertThat(audit.exit()).as(audit.out() + audit.err()).isZero();
  }

  private void aBanksKeyIsReplaced(Command dt) throws InterruptedException {
    assertThat(dt.run("keys", "rotate", "--of", "601").err()).contains("in use");
    network.stop(BANK);
    for (String other : List.of("856", "125", "issuance", "id-centre")) {
      assertThat(dt.run("keys", "rotate", "--of", other).err()).as(other).contains("in use");
    }

    assertThat(dt.run("keys", "rotate", "--of", "601").out())
        .contains("HSBKKZKX has a new key. It counts from now on: start its node again", "epoch 2");

    network.start(List.of(BANK));
    paysByPhone(dt, "new-key");
    // A node adopts parameters with the next head that it sees.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(dt.run("status", "--json").json().get("nodes"))
                    .filteredOn(node -> node.has("epoch"))
                    .extracting(node -> node.get("epoch").asInt())
                    .containsExactly(2, 2, 2));
  }

  private void theCentralBanksKeysAreReplaced(Command dt) throws InterruptedException {
    network.stop(CENTRAL_BANK);
    assertThat(dt.run("keys", "rotate", "--of", "NBRKKZKX").out())
        .contains("NBRKKZKX has a new key. It counts from now on: start its node", "epoch 3");
    assertThat(dt.run("keys", "rotate", "--of", "issuance").out())
        .contains("start the central bank's node again", "epoch 4");

    network.start(List.of(CENTRAL_BANK));
    // The first issue afterwards passes the register on from the former key.
    for (String id : List.of("first", "second")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> succeed(dt, "issue", "--bank", "856", "10", "--id", id));
    }
    paysByPhone(dt, "after-the-central-bank");
  }

  private void theIdCentresKeyIsReplaced(Command dt) throws InterruptedException {
    network.stop(ID_CENTRE);
    assertThat(dt.run("keys", "rotate", "--of", "id-centre").out())
        .contains("id-centre has a new key. It counts from now on: start the ID centre again");

    network.start(List.of(ID_CENTRE));
    paysByPhone(dt, "after-the-id-centre");
  }

  private static void paysByPhone(Command dt, String id) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(pay(dt, id).out()).contains("\"state\":\"FINAL\""));
  }

  private void aTakenPortOfAGatewayIsNamed() throws IOException {
    Endpoint gateway =
        Endpoint.parse(network.plan().gatewayEndpoint(network.plan().nodes().get(1)));
    try (var _ = new ServerSocket(gateway.port(), 1, InetAddress.getLoopbackAddress())) {
      Command.Result refused = network.dt().run(network.command(BANK));

      assertThat(refused.sentences())
          .containsExactly(
              "Another program listens on port %d of 127.0.0.1.".formatted(gateway.port()),
              "Stop that program, or choose other ports with --port, for a role run apart with"
                  + " --port of ./dt run found.");
      assertThat(refused.exit()).isEqualTo(1);
    }
  }

  private static long seed() {
    long seed = Long.getLong("fault.seed", System.nanoTime());
    System.out.println("fault.seed=" + seed);
    return seed;
  }

  private static String customer(Command dt) {
    String body =
        """
        {"kind":"PERSON","reference":"p-1","iin":"930417399098","phone":"+77019990009",\
        "birthDate":"1993-04-17","familyName":"Көшербаев","givenName":"Нұрсұлтанбек"}\
        """;
    Command.Result opened = dt.run("api", "POST", "/v1/customers", "--bank", "856", "--body", body);
    assertThat(opened.err()).contains("201, signed by KCJBKZKX");
    return Objects.requireNonNull(opened.json().get("account")).asString();
  }

  /// The same again is the same payment.
  private static Command.Result pay(Command dt, String id, String... more) {
    String body =
        """
        {"payer":"%s","phone":"+77019990009","payeeName":"Нұрсұлтанбек К.","amount":"77.70",\
        "currency":"KZT"}\
        """
            .formatted(STOCK);
    var words =
        new ArrayList<>(
            List.of("api", "POST", "/v1/payments", "--bank", "601", "--key", id, "--body", body));
    words.addAll(List.of(more));
    return dt.run(words.toArray(String[]::new));
  }

  private static Command.Result get(Command dt, String target, String bank) {
    return dt.run("api", "GET", target, "--bank", bank);
  }

  private static void succeed(Command dt, String... words) {
    Command.Result result = dt.run(words);
    assertThat(result.exit()).as(result.err()).isZero();
  }
}

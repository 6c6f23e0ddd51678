package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network as in production: `dt run found`, then each role a process of its own, in any order,
/// with the nodes' databases at a server that was there before.
final class RolesApartTest {
  private static final NodeId HALYK = new NodeId("HSBKKZKX");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");
  private static final String STOCK = "KZ16601DT00000000001";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temporary = Path.of("");
  private final List<DtProcess> processes = new ArrayList<>();

  @AfterEach
  void kill() {
    processes.forEach(DtProcess::close);
  }

  @Test
  void rolesThatRunApartConvertAndPayByPhoneThroughGateways()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path data = temporary.resolve("network");
    var dt = new Command(data);
    int port = FreePorts.first();
    succeed(dt, "run", "found", "--port", String.valueOf(port));
    try (EmbeddedServer database = database()) {
      aTakenPortOfAGatewayIsNamed(data, port, database);
      begin(data, "ca", "serve");
      begin(data, "run", "core-banking");
      begin(data, "run", "notary");
      DtProcess idCentre = begin(data, "run", "id-centre");
      DtProcess centralBank = begin(data, node(database, "centralbank", new NodeId("NBRKKZKX")));
      begin(data, bank(database, KAZPOST));
      begin(data, bank(database, HALYK));
      processes.forEach(DtProcess::awaitReady);

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> succeed(dt, "issue", "--bank", "601", "1000", "--id", "stock"));
      String account = customer(dt);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(pay(dt, "by-phone").out()).contains("\"state\":\"FINAL\""));
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(dt, "/v1/accounts/" + account, "563").out())
                      .contains("\"total\":\"77.70\""));
      assertThat(get(dt, "/v1/accounts/" + STOCK, "601").out())
          .contains("\"available\":\"922.30\"");
      onePaymentHasOneNameInTheLogsOfAllProcesses(dt);
      try (var keys = new ApartGatewayKeys(dt, HALYK.value())) {
        keys.order();
        certificatesAreRenewedAndRevokedWhileAllRun(dt);
        keys.requireNext();
      }
      aBanksKeyIsReplacedWhileTheOthersRun(dt, data, bank(database, HALYK));
      stop(centralBank);
      theCentralBanksKeysAreReplacedWhileTheOthersRun(
          dt, data, node(database, "centralbank", new NodeId("NBRKKZKX")));
      stop(idCentre);
      theIdCentresKeyIsReplacedWhileTheOthersRun(dt, data);
      assertThat(processes.getLast().stop()).contains("Stopped");
    }
  }

  private static void onePaymentHasOneNameInTheLogsOfAllProcesses(Command dt) {
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
                      "KPSTKZKA: KPSTKZKA: " + transaction + " of HSBKKZKX is stored and attested")
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
  /// The banks that do not run are silent.
  private void certificatesAreRenewedAndRevokedWhileAllRun(Command dt) throws IOException {
    var renewed = dt.run("ca", "renew", "--days", "400", "--json").json().get("renewed");
    List<String> former = renewed.valueStream().map(each -> each.get("former").asString()).toList();
    assertThat(former).hasSizeGreaterThan(10).doesNotHaveDuplicates();

    for (String serial : former) {
      succeed(dt, "ca", "revoke", serial, "--network", "--reason", "KEY_COMPROMISE");
    }

    paysByPhone(dt, "after-the-renewal");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(dt.run("supply", "--now").out())
                    .contains("what can be checked adds up")
                    .doesNotContain("SILENT HSBKKZKX", "SILENT KPSTKZKA"));
    assertThat(processes).allMatch(DtProcess::isRunning);
  }

  private void aBanksKeyIsReplacedWhileTheOthersRun(Command dt, Path data, String[] halyk)
      throws InterruptedException {
    assertThat(dt.run("keys", "rotate", "--of", "601").err()).contains("in use");
    assertThat(processes.removeLast().stop()).contains("Stopped");
    for (String other : List.of("563", "125", "issuance", "id-centre")) {
      assertThat(dt.run("keys", "rotate", "--of", other).err()).as(other).contains("in use");
    }

    assertThat(dt.run("keys", "rotate", "--of", "601").out())
        .contains("HSBKKZKX has a new key. It counts from now on: start its node again", "epoch 2");

    begin(data, halyk);
    processes.getLast().awaitReady();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(pay(dt, "new-key").out()).contains("\"state\":\"FINAL\""));
    assertThat(processes).allMatch(DtProcess::isRunning);
    assertThat(dt.run("status", "--json").json().get("nodes"))
        .filteredOn(node -> node.has("epoch"))
        .extracting(node -> node.get("epoch").asInt())
        .containsExactly(2, 2, 2);
  }

  private void theCentralBanksKeysAreReplacedWhileTheOthersRun(
      Command dt, Path data, String[] again) {
    assertThat(dt.run("keys", "rotate", "--of", "NBRKKZKX").out())
        .contains("NBRKKZKX has a new key. It counts from now on: start its node", "epoch 3");
    assertThat(dt.run("keys", "rotate", "--of", "issuance").out())
        .contains("start the central bank's node again", "epoch 4");

    begin(data, again).awaitReady();
    // The first issue afterwards passes the register on from the former key.
    for (String id : List.of("first", "second")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> succeed(dt, "issue", "--bank", "563", "10", "--id", id));
    }
    paysByPhone(dt, "after-the-central-bank");
    assertThat(processes).allMatch(DtProcess::isRunning);
  }

  private void theIdCentresKeyIsReplacedWhileTheOthersRun(Command dt, Path data) {
    assertThat(dt.run("keys", "rotate", "--of", "id-centre").out())
        .contains("id-centre has a new key. It counts from now on: start the ID centre again");

    begin(data, "run", "id-centre").awaitReady();
    paysByPhone(dt, "after-the-id-centre");
    assertThat(processes).allMatch(DtProcess::isRunning);
  }

  private void stop(DtProcess process) throws InterruptedException {
    processes.remove(process);
    assertThat(process.stop()).contains("Stopped");
  }

  private static void paysByPhone(Command dt, String id) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(pay(dt, id).out()).contains("\"state\":\"FINAL\""));
  }

  private void aTakenPortOfAGatewayIsNamed(Path data, int port, EmbeddedServer database)
      throws IOException {
    var plan = new NetworkPlan(port, 1);
    Endpoint gateway = Endpoint.parse(plan.gatewayEndpoint(plan.nodes().get(1)));
    try (var _ = new ServerSocket(gateway.port(), 1, InetAddress.getLoopbackAddress())) {
      Command.Result refused = new Command(data).run(bank(database, HALYK));

      assertThat(refused.sentences())
          .containsExactly(
              "Another program listens on port %d of 127.0.0.1.".formatted(gateway.port()),
              "Stop that program, or choose other ports with --port, for a role run apart with"
                  + " --port of ./dt run found.");
      assertThat(refused.exit()).isEqualTo(1);
    }
  }

  private DtProcess begin(Path data, String... words) {
    DtProcess process = DtProcess.begin(data, words);
    processes.add(process);
    return process;
  }

  private EmbeddedServer database() {
    return EmbeddedServer.start(
        temporary.resolve("database"),
        Path.of("target", "postgres-cache").toAbsolutePath(),
        EmbeddedServer.ANY_PORT,
        Entropy.from(new Random(1)),
        _ -> {});
  }

  private String[] bank(EmbeddedServer database, NodeId bank) throws IOException {
    return node(database, "bank", bank, "--bank", bank.value());
  }

  private String[] node(EmbeddedServer database, String role, NodeId node, String... more)
      throws IOException {
    VaultDatabase vault = database.database(DataFolder.database(node));
    Path password = temporary.resolve("password");
    Files.writeString(password, vault.password());
    var words =
        new ArrayList<>(
            List.of(
                "run",
                role,
                "--database",
                vault.url(),
                "--database-user",
                vault.user(),
                "--database-password-file",
                password.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String customer(Command dt) {
    String body =
        """
        {"kind":"PERSON","reference":"p-1","iin":"930417399098","phone":"+77019990009",\
        "birthDate":"1993-04-17","familyName":"Көшербаев","givenName":"Нұрсұлтанбек"}\
        """;
    Command.Result opened = dt.run("api", "POST", "/v1/customers", "--bank", "563", "--body", body);
    assertThat(opened.err()).contains("201, signed by KPSTKZKA");
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

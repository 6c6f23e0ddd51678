package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.LogFormat;
import kz.digitaltenge.app.gateway.SandboxGateways;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Observation;
import kz.digitaltenge.app.observe.Surroundings;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.ledger.NodeId;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A network that runs, with its gateways, and what tests ask them through `dt api`: real nodes,
/// certificates, OCSP and TLS.
@TestInstance(Lifecycle.PER_CLASS)
abstract class GatewayNetwork {
  static final String HALYK = "HSBKKZKX";
  static final String STOCK = "KZ16601DT00000000001";
  static final String KAZPOST = "KPSTKZKA";
  static final String EURASIAN = "EURIKZKA";

  private final Parts parts = new Parts();
  Path folder = Path.of("");
  private Sandbox.@Nullable Running network;
  Command dt = new Command(folder);
  Optional<Observation> observation = Optional.empty();

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary.resolve("network");
    dt = new Command(folder);
    var data = new DataFolder(folder);
    var plan = new NetworkPlan(FreePorts.first(), 1);
    var cache = Path.of("target", "postgres-cache").toAbsolutePath();
    Sandbox.Running running = Sandbox.start(data, plan, cache, StartReport.SILENT);
    network = running;
    var _ = parts.start(() -> LogFiles.openIn(folder.resolve("log"), "test"));
    var _ = parts.start(() -> LogFiles.openIn(folder.resolve("log"), "lines", LogFormat.JSON));
    Logger.getLogger("test").info("Everything that is logged is looked through for people");
    var platform = parts.start(running::platform);
    Meters meters = running.backstage().meters();
    observation =
        Optional.of(
            parts.start(
                () ->
                    Observation.start(
                        Endpoint.parse(plan.observationEndpoint()),
                        Surroundings.of(platform),
                        meters)));
    var _ = parts.start(() -> SandboxGateways.start(data, plan, running, meters.banks()));
    assertThat(dt.run("issue", "--bank", HALYK, "1000").exit()).isZero();
  }

  @AfterAll
  void stop() {
    parts.close();
  }

  Sandbox.Running network() {
    return Objects.requireNonNull(network);
  }

  void awaitAProofOfTheSupply() {
    var shelf = new FolderShelf(new DataFolder(folder).supply(new NodeId("NBRKKZKX")));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(shelf.newest()).isPresent());
  }

  Path bank(String name) {
    return folder.resolve("banks").resolve(name);
  }

  Command.Result keyed(String target, String id, String body) throws IOException {
    Path file = folder.resolveSibling("keyed.json");
    Files.writeString(file, body);
    return dt.run(
        "api", "POST", target, "--bank", HALYK, "--key", id, "--body-file", file.toString());
  }

  Command.Result sent(String bank, String target, String body) throws IOException {
    Path file = folder.resolveSibling("body.json");
    Files.writeString(file, body);
    return dt.run("api", "POST", target, "--bank", bank, "--body-file", file.toString());
  }

  Command.Result post(String target, String body) {
    return dt.run("api", "POST", target, "--bank", HALYK, "--body", body);
  }

  Command.Result get(String target, String bank) {
    return dt.run("api", "GET", target, "--bank", bank);
  }

  Command.Result pay(String id, String payer, String payee, String amount) throws IOException {
    Path body = folder.resolveSibling(id + ".json");
    Files.writeString(
        body,
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"%s\",\"currency\":\"KZT\"}"
            .formatted(payer, payee, amount));
    return dt.run(
        "api",
        "POST",
        "/v1/payments",
        "--bank",
        HALYK,
        "--key",
        id,
        "--body-file",
        body.toString());
  }

  String open(String bank, String name) {
    Command.Result opened =
        dt.run(
            "api",
            "POST",
            "/v1/accounts",
            "--bank",
            bank,
            "--body",
            "{\"reference\":\"%s\",\"name\":\"%s\"}".formatted(name, name));
    assertThat(opened.err()).contains("201, signed by " + bank);
    return Objects.requireNonNull(opened.json().get("number")).asString();
  }

  static void refused(String code, Command.Result result) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.json().get("code").asString()).isEqualTo(code);
  }
}

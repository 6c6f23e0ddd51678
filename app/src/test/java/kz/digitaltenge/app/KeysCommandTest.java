package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.ledger.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network whose keys are in a security module, where there is one, or in files: it pays, a
/// bank's and the central bank's keys are replaced, it issues, pays and redeems.
final class KeysCommandTest {
  private static final String HALYK = "HSBKKZKX";
  private static final String HALYK_STOCK = "KZ16601DT00000000001";
  private static final String CENTRAL_BANK = "NBRKKZKX";
  private static final String PIN = "314159";

  @TempDir private Path temporary = Path.of("");

  @Test
  void keysStayInTheModuleAndThoseOfBanksAndTheCentralBankAreReplaced() throws Exception {
    Path module = module();
    Path data = temporary.resolve("network");
    var dt = new Command(data);
    String aigul;
    try (var first =
        DtProcess.sandbox(data, FreePorts.first(), "--key-module", module.toString())) {
      assertThat(dt.run("issue", "--bank", HALYK, "100").exit()).isZero();
      aigul =
          dt.run("account", "open", "--bank", "856", "--name", "Aigul", "--json")
              .json()
              .get("number")
              .asString();
      pay(dt, aigul);
      answersAreSignedInTheModule(dt);
      assertThat(dt.run("keys", "rotate", "--of", HALYK).err()).contains("in use");
      first.stop();
    }
    try (Stream<Path> files = Files.walk(data.resolve("nodes"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".key.pem")))
          .hasSizeGreaterThan(5)
          .allSatisfy(file -> assertThat(file).content().doesNotContain("PRIVATE KEY"));
    }
    seedsAreSealedByTheModule(data);
    String before = identity(dt);

    Command.Result rotated = dt.run("keys", "rotate", "--of", "601");

    assertThat(rotated.out()).contains("HSBKKZKX has a new key");
    assertThat(identity(dt)).isNotEqualTo(before);
    assertThat(dt.run("keys").out()).contains("module, as " + HALYK + "-identity-", "identity-1");
    assertThat(dt.run("keys", "rotate", "--of", CENTRAL_BANK).out()).contains("epoch 3");
    assertThat(dt.run("keys", "rotate", "--of", "issuance").out()).contains("epoch 4");
    // As whoever is killed between the new key and the parameters that name it.
    var _ =
        RoleFiles.keysOf(new DataFolder(data).node(new NodeId(CENTRAL_BANK)))
            .replaceKey(NodeKeys.ISSUANCE, new SystemEntropy());
    try (var second = DtProcess.sandbox(data, FreePorts.first())) {
      pay(dt, aigul);
      for (int i = 0; i < 2; i++) {
        assertThat(dt.run("issue", "--bank", HALYK, "10").exit()).isZero();
      }
      assertThat(dt.run("redeem", "--bank", HALYK, "5").exit()).isZero();
      pay(dt, aigul);
      assertThat(dt.run("supply", "--now").out()).contains("GREEN");
      second.stop();
    }
    assertThat(dt.run("audit").exit()).isZero();
    assertThat(dt.run("keys", "rotate", "--of", "NOBANKKZ").err())
        .contains("no bank of this network");
  }

  /// Those of notary, nodes and ID centre: whoever has a copy of the folder has none of them.
  private static void seedsAreSealedByTheModule(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(file -> file.toString().endsWith(".seed.pem")))
          .hasSizeGreaterThan(5)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .contains("BEGIN DIGITAL TENGE SEALED SEED")
                      .doesNotContain("BEGIN DIGITAL TENGE SEED"));
    }
  }

  /// By the key of the start and by the next one, which takes its place five seconds later.
  private static void answersAreSignedInTheModule(Command dt) {
    assertThat(dt.run("api", "GET", "/v1/status", "--bank", HALYK).err())
        .contains("200, signed by " + HALYK);
    assertThat(
            dt.run(
                    "keys",
                    "answering",
                    "--bank",
                    HALYK,
                    "--rotate",
                    "--from",
                    Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS).toString())
                .exit())
        .isZero();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(dt.run("keys", "answering", "--bank", HALYK).out())
                    .contains("signs until"));
    assertThat(dt.run("api", "GET", "/v1/status", "--bank", HALYK).err())
        .contains("200, signed by " + HALYK);
    assertThat(
            dt.run("keys")
                .out()
                .lines()
                .filter(line -> line.startsWith(HALYK + " gateway") && line.contains("answers")))
        .hasSize(2)
        .allMatch(line -> line.contains("module, as gateway-" + HALYK + "-answers"));
  }

  @Test
  void theCentralBanksKeysInFilesAreReplaced() {
    Path data = temporary.resolve("network");
    var dt = new Command(data);
    var plan = new NetworkPlan(FreePorts.first(), 1);
    try (Platform _ = started(data, plan)) {
      succeed(dt, "issue", "--bank", HALYK, "100");
    }

    assertThat(succeed(dt, "keys", "rotate", "--of", CENTRAL_BANK)).contains("epoch 2");
    assertThat(succeed(dt, "keys", "rotate", "--of", "issuance")).contains("epoch 3");

    try (Platform _ = started(data, plan)) {
      succeed(dt, "redeem", "--bank", HALYK, "5");
      succeed(dt, "issue", "--bank", HALYK, "10");
      assertThat(succeed(dt, "supply", "--now")).contains("GREEN");
    }
    succeed(dt, "audit");
  }

  private static Platform started(Path data, NetworkPlan plan) {
    return Sandbox.start(
            new DataFolder(data),
            plan,
            Path.of("target", "postgres-cache").toAbsolutePath(),
            StartReport.SILENT)
        .platform();
  }

  private static String succeed(Command dt, String... command) {
    Command.Result result = dt.run(command);
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private static void pay(Command dt, String payee) {
    Command.Result paid = dt.run("pay", "--from", HALYK_STOCK, "--to", payee, "1.00");
    assertThat(paid.exit()).as(paid.err()).isZero();
  }

  private static String identity(Command dt) {
    return dt.run("keys", "--json")
        .json()
        .get("keys")
        .valueStream()
        .filter(key -> key.get("whose").asString().equals(HALYK))
        .filter(key -> key.get("name").asString().equals("identity"))
        .map(key -> key.get("fingerprint").asString())
        .findFirst()
        .orElseThrow();
  }

  /// A token of the emulated module, and the file that names it.
  private Path module() throws IOException, InterruptedException {
    Optional<Path> library =
        Stream.of(
                "/usr/lib/softhsm",
                "/usr/lib/x86_64-linux-gnu/softhsm",
                "/usr/lib/aarch64-linux-gnu/softhsm")
            .map(folder -> Path.of(folder, "libsofthsm2.so"))
            .filter(Files::exists)
            .findFirst();
    if (library.isEmpty()) {
      System.err.println(
          "NOT TESTED with a security module. Install it (apt-get install softhsm2)");
    }
    Assumptions.assumeTrue(library.isPresent(), "softhsm2 is missing: apt-get install softhsm2");
    Path tokens = Files.createDirectory(temporary.resolve("tokens"));
    Files.writeString(
        Path.of(System.getenv("SOFTHSM2_CONF")), "directories.tokendir = " + tokens + "\n");
    var made =
        new ProcessBuilder(
                List.of(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    "test",
                    "--so-pin",
                    PIN,
                    "--pin",
                    PIN))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.writeString(Files.createFile(temporary.resolve("pin"), ownerOnly), PIN);
    return Files.writeString(
        temporary.resolve("module"),
        "library = %s\nslot-index = 0\npin-file = pin\n".formatted(library.get()));
  }
}

package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A bank is gone for good, and its customers get their money at another (C12): officers, an
/// administrator and the others, each a process as in production.
final class ResolutionTest {
  private static final NodeId FAILED = new NodeId("HSBKKZKX");
  private static final NodeId SUCCESSOR = new NodeId("KPSTKZKA");
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String SUCCESSORS_STOCK = Accounts.own("563").value();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> NEVER_RAN = List.of("KCJBKZKX", "EURIKZKA", "ATYNKZKA");

  private static final String NO_ORDER =
      "The resolution of HSBKKZKX does not go on: no order of two officers names an administrator"
          + " for it.";

  private static final String LIFTED =
      "The resolution of HSBKKZKX does not go on: order 2 of two officers is in force on it now,"
          + " and no longer order 1, which names its administrator.";

  /// Of the failed bank's customers; the first has an account at the successor too.
  private static final List<String> NUMBERS =
      List.of(
          "930417410004",
          "930417410014",
          "930417410024",
          "930417410034",
          "930417410044",
          "930417410054",
          "930417410064",
          "930417410074");

  @TempDir private Path temporary = Path.of("");
  private final List<DtProcess> processes = new ArrayList<>();

  @AfterEach
  void kill() {
    processes.forEach(DtProcess::close);
  }

  @Test
  void theCustomersOfABankThatIsGoneArePaidOnceAndAllOfIt()
      throws IOException, InterruptedException, SQLException {
    Path data = temporary.resolve("network");
    var dt = new Command(data);
    succeed(dt, "run", "found", "--port", String.valueOf(FreePorts.first()));
    try (EmbeddedServer database = database(data)) {
      begin(data, "ca", "serve");
      begin(data, "run", "core-banking");
      begin(data, "run", "notary");
      begin(data, "run", "id-centre");
      begin(data, node(database, "centralbank", new NodeId("NBRKKZKX")));
      begin(data, bank(database, SUCCESSOR));
      begin(data, bank(database, FAILED));
      processes.forEach(DtProcess::awaitReady);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> succeed(dt, "issue", "--bank", "601", "--id", "stock", "1000"));
      String own = customer(dt, "563", 0);
      List<String> accounts = customersWithMoney(dt);
      String successor = account(dt);
      processes.removeLast().kill();

      twoOfficersGiveTheBankToItsAdministrator(dt, successor);
      theOldNodeAttestsNothing(dt, data, bank(database, FAILED));
      assertThat(dt.run("resolution", "take-over", "601").out()).contains("Next:");
      killedHalfWay(data, payOut(database));
      JsonNode report = dt.run(with(payOut(database), "--json")).json();

      // 10 + 20 + … + 80, each once.
      assertThat(report.path("paid").asString("")).as(report.toString()).isEqualTo("360.00");
      assertThat(report.path("toOwnAccounts").path("sum").asString("")).isEqualTo("10.00");
      assertThat(report.path("unpaid").isEmpty()).isTrue();
      assertThat(report.path("own").asString("")).isEqualTo("640.00");
      assertThat(total(dt, own)).isEqualTo("10.00");
      assertThat(total(dt, successor)).isEqualTo("350.00");
      accountsAreListed(Path.of(report.path("list").asString("")), accounts);
      begin(data, with(payOut(database), "--serve")).awaitReady();
      assertThat(total(dt, successor)).as("paid out again").isEqualTo("350.00");
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(dt.run("supply", "--now").out())
                      .contains("what can be checked adds up")
                      .doesNotContain("SILENT HSBKKZKX"));
      for (DtProcess each : processes.reversed()) {
        assertThat(each.stop()).contains("Stopped");
      }
    }
    theAuditNamesOnlyWhatTheOldNodeAttested(dt.run("audit").out());
  }

  /// Banks that never ran have no books.
  private static void theAuditNamesOnlyWhatTheOldNodeAttested(String audit) {
    assertThat(
            audit
                .lines()
                .filter(line -> line.startsWith("- "))
                .filter(line -> NEVER_RAN.stream().noneMatch(bank -> line.startsWith("- " + bank))))
        .singleElement()
        .asString()
        .contains("HSBKKZKX", "the attestation of HSBKKZKX as SPEND does not verify");
  }

  private void twoOfficersGiveTheBankToItsAdministrator(Command dt, String account) {
    String key = dt.run("resolution", "administrator", "601").out().strip();
    assertThat(dt.run("resolution", "administrator", "601").out().strip()).isEqualTo(key);
    assertThat(dt.run("resolution", "enforce", "601").sentences()).contains(NO_ORDER);
    String[] order = {
      "resolution", "order", "601", "--administrator", key, "--to", account, "--reason", "Gone"
    };
    assertThat(dt.run(with(order, "--officer", "1")).out()).contains("It waits for another");
    assertThat(dt.run("resolution", "enforce", "601").sentences()).contains(NO_ORDER);

    assertThat(dt.run("blocks", "approve", "1", "--officer", "2").out())
        .contains("gives it to the administrator of key " + key, account, "HSBKKZKX");

    succeed(dt, "unblock", "601", "--reason", "Too early");
    for (String step : List.of("enforce", "take-over")) {
      assertThat(dt.run("resolution", step, "601").sentences()).contains(LIFTED);
    }
    succeed(dt, order);
    assertThat(dt.run("resolution", "take-over", "601").err()).contains("resolution enforce");
    assertThat(dt.run("resolution", "enforce", "601").out()).contains("order 3", "epoch 2");
    assertThat(dt.run("resolution", "enforce", "601").out()).contains("epoch 2");
    assertThat(dt.run("resolution").out()).contains("The network goes by the key.");
  }

  private void theOldNodeAttestsNothing(Command dt, Path data, String[] old)
      throws InterruptedException {
    begin(data, old).awaitReady();

    // The notary takes nothing of it, so the payment stays open until its window is over.
    Command.Result paid =
        dt.run("pay", "--from", STOCK, "--to", SUCCESSORS_STOCK, "--id", "old", "1");

    assertThat(paid.exit()).as(paid.out() + paid.err()).isEqualTo(3);
    processes.removeLast().kill();
  }

  private void killedHalfWay(Path data, String[] payOut) throws InterruptedException {
    Path journal = new DataFolder(data).resolution(FAILED).resolve("paid.journal");
    DtProcess first = begin(data, payOut);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> Files.exists(journal) && Files.size(journal) > 600);
    first.kill();
    processes.remove(first);
    // Written when all are paid.
    assertThat(journal.resolveSibling("paid.csv")).doesNotExist();
  }

  private static void accountsAreListed(Path list, List<String> accounts) throws IOException {
    String text = Files.readString(list);
    for (int i = 0; i < accounts.size(); i++) {
      assertThat(text)
          .containsOnlyOnce(accounts.get(i) + ",")
          .contains("%s,\"Нұрсұлтанбек Көшербаев\"".formatted(NUMBERS.get(i)));
    }
  }

  private static List<String> customersWithMoney(Command dt) {
    var accounts = new ArrayList<String>();
    for (int i = 0; i < NUMBERS.size(); i++) {
      accounts.add(customer(dt, "601", i));
      String amount = String.valueOf(10 * (i + 1));
      succeed(dt, "pay", "--from", STOCK, "--to", accounts.getLast(), "--id", "p" + i, amount);
    }
    return accounts;
  }

  private static String customer(Command dt, String bank, int number) {
    String body =
        """
        {"kind":"PERSON","reference":"p-%d","iin":"%s","phone":"+7701999000%d",\
        "birthDate":"1993-04-17","familyName":"Көшербаев","givenName":"Нұрсұлтанбек"}\
        """
            .formatted(number, NUMBERS.get(number), number);
    Command.Result opened = dt.run("api", "POST", "/v1/customers", "--bank", bank, "--body", body);
    assertThat(opened.err()).as(opened.out()).contains("201, signed by");
    return Objects.requireNonNull(opened.json().get("account")).asString();
  }

  private static String account(Command dt) {
    return Objects.requireNonNull(
            dt.run("account", "open", "--bank", "563", "--name", "Resolution", "--json")
                .json()
                .get("number"))
        .asString();
  }

  private static String total(Command dt, String account) {
    return dt.run("api", "GET", "/v1/accounts/" + account, "--bank", "563")
        .json()
        .path("balances")
        .path(0)
        .path("total")
        .asString("");
  }

  private DtProcess begin(Path data, String... words) {
    DtProcess process = DtProcess.begin(data, words);
    processes.add(process);
    return process;
  }

  private static EmbeddedServer database(Path data) {
    return EmbeddedServer.start(
        new DataFolder(data).postgres(),
        Path.of("target", "postgres-cache").toAbsolutePath(),
        EmbeddedServer.ANY_PORT,
        Entropy.from(new Random(1)),
        _ -> {});
  }

  private String[] bank(EmbeddedServer database, NodeId bank) throws IOException {
    return with(node(database, "bank", bank), "--bank", bank.value());
  }

  private String[] node(EmbeddedServer database, String role, NodeId node) throws IOException {
    return on(database, node, "run", role);
  }

  private String[] payOut(EmbeddedServer database) throws IOException {
    return on(database, FAILED, "resolution", "pay-out", "601");
  }

  private String[] on(EmbeddedServer database, NodeId node, String... words) throws IOException {
    VaultDatabase vault = database.database(DataFolder.database(node));
    Path password = temporary.resolve("password");
    Files.writeString(password, vault.password());
    return with(
        words,
        "--database",
        vault.url(),
        "--database-user",
        vault.user(),
        "--database-password-file",
        password.toString());
  }

  private static String[] with(String[] words, String... more) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void succeed(Command dt, String... words) {
    Command.Result result = dt.run(words);
    assertThat(result.exit()).as(result.err()).isZero();
  }
}

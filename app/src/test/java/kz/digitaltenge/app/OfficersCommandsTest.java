package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.gateway.SandboxDoors;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.ledger.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What officers of the central bank do by commands: block a bank, halt the network, close a day,
/// edit a calendar; a stop of everything changes nothing of it (C12, C13, S15, S16).
final class OfficersCommandsTest {
  private static final String HALYK = "HSBKKZKX";
  private static final String KAZPOST = "KPSTKZKA";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String KAZPOSTS = "KZ14563DT00000000001";
  private static final String ACCOUNT = "{\"reference\":\"c1\",\"name\":\"Aigul\"}";
  private static final String CUSTOMER =
      """
      {"kind":"PERSON","reference":"c-1","iin":"850214399019","phone":"+77019990001",\
      "birthDate":"1985-02-14","familyName":"Сапарова","givenName":"Айгүл"}\
      """;

  @TempDir private Path temporary;
  private final NetworkPlan plan = new NetworkPlan(FreePorts.first(), 1);
  private Parts parts = new Parts();

  @AfterEach
  void stop() {
    parts.close();
  }

  private Command start() {
    var data = new DataFolder(temporary.resolve("network"));
    var cache = Path.of("target", "postgres-cache").toAbsolutePath();
    parts = new Parts();
    Sandbox.Running network = Sandbox.start(data, plan, cache, StartReport.SILENT);
    var _ = parts.start(network::platform);
    SandboxDoors.open(parts, data, plan, network);
    return new Command(data.root());
  }

  @Test
  void officersBlockHaltAndCloseADayAndAStopChangesNothingOfBlocks() throws IOException {
    Command dt = start();
    assertThat(dt.run("issue", "--bank", HALYK, "1000").exit()).isZero();
    assertThat(ordered(dt, "block", KAZPOST, "--only", "receive,onboard", "--reason", "R1"))
        .isEqualTo("1 IN_FORCE");
    assertThat(ordered(dt, "block", KAZPOST, "--only", "onboard,receive", "--reason", "R1"))
        .isEqualTo("1 IN_FORCE");
    assertThat(pay(dt, "p1").out()).contains("BANK_BLOCKED", "RECEIVE", KAZPOST, "R1");
    assertThat(post(dt, "/v1/accounts", ACCOUNT).out()).contains("BANK_BLOCKED", "ONBOARD");
    assertThat(post(dt, "/v1/customers", CUSTOMER).out()).contains("BANK_BLOCKED", "ONBOARD");
    theCentreTakesNoClaimOfTheBlockedBank("+77010000001");
    assertThat(dt.run("status").out()).contains("BLOCKED KPSTKZKA: receive,onboard: R1");
    assertThat(dt.run("issue", "--bank", KAZPOST, "5", "--json").out()).contains("BANK_BLOCKED");

    parts.close();
    dt = start();
    assertThat(pay(dt, "p1").out()).contains("BANK_BLOCKED");
    theCentreTakesNoClaimOfTheBlockedBank("+77010000002");
    assertThat(ordered(dt, "halt", "--officer", "1", "--reason", "R2"))
        .isEqualTo("2 WAITS_FOR_OFFICER");
    assertThat(ordered(dt, "halt", "--officer", "1", "--reason", "R2"))
        .isEqualTo("2 WAITS_FOR_OFFICER");
    assertThat(ordered(dt, "unblock", KAZPOST, "--reason", "R3")).isEqualTo("2 IN_FORCE");
    assertThat(claim(KAZPOST, "+77010000001")).isEqualTo("TAKEN");
    assertThat(pay(dt, "p1").out()).contains("FINAL");
    assertThat(ordered(dt, "halt", "--officer", "1", "--reason", "R2"))
        .isEqualTo("3 WAITS_FOR_OFFICER");
    assertThat(ordered(dt, "halt", "--officer", "2", "--reason", "R2")).isEqualTo("3 IN_FORCE");
    assertThat(pay(dt, "p2").out()).contains("BANK_BLOCKED", "R2");
    assertThat(ordered(dt, "resume", "--officer", "2", "--reason", "R4"))
        .isEqualTo("4 WAITS_FOR_OFFICER");
    assertThat(ordered(dt, "blocks", "approve", "4", "--officer", "1")).isEqualTo("4 IN_FORCE");
    assertThat(pay(dt, "p2").out()).contains("FINAL");
    Command.Result opened = post(dt, "/v1/customers", CUSTOMER);
    assertThat(opened.exit()).as(opened.toString()).isZero();
    whatIsGivenBackGoesOnUnderABlock(dt, opened.json().get("account").asString());
    assertThat(dt.run("unblock", KAZPOST, "--reason", "R5").out()).contains("Nothing of that");
    closesADay(dt);
    movesTimeAndTheDayClosesByItself(dt);
    assertThat(states(dt))
        .containsExactly(
            "1 REPLACED 1,2",
            "2 REPLACED 1,2",
            "3 REPLACED 1,2",
            "4 LIFTED 1,2",
            "5 REPLACED 1,2",
            "6 LIFTED 1,2");
  }

  /// What a customer was paid goes back though the bank may not send.
  private static void whatIsGivenBackGoesOnUnderABlock(Command dt, String account)
      throws IOException {
    assertThat(dt.run("pay", "--from", STOCK, "--to", account, "10", "--id", "w1").exit()).isZero();
    assertThat(ordered(dt, "block", KAZPOST, "--only", "send", "--reason", "R6"))
        .isEqualTo("5 IN_FORCE");
    assertThat(dt.run("pay", "--from", account, "--to", STOCK, "1", "--id", "w3", "--json").out())
        .contains("BANK_BLOCKED", "SEND");
    ends(dt, "FINAL", "/v1/payments/w1/refunds", "back-1", "{}");
    assertThat(ordered(dt, "unblock", KAZPOST, "--reason", "R7")).isEqualTo("6 IN_FORCE");
  }

  /// The same again is safe, and tells how far it is.
  private static void ends(Command dt, String state, String path, String key, String body) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        dt.run("api", "POST", path, "--bank", KAZPOST, "--key", key, "--body", body)
                            .out())
                    .contains("\"" + state + "\""));
  }

  /// Though its node should try.
  private void theCentreTakesNoClaimOfTheBlockedBank(String phone) {
    assertThat(claim(KAZPOST, phone)).isEqualTo("BANK_BLOCKED");
    assertThat(claim(HALYK, phone)).isEqualTo("TAKEN");
  }

  private String claim(String bank, String phone) {
    var data = new DataFolder(temporary.resolve("network"));
    return new ClaimingNode(data, new NodeId(bank)).claim(phone);
  }

  private static void closesADay(Command dt) throws IOException {
    String today = dt.run("day", "--json").json().get("day").get("date").asString();
    Command.Result closed = dt.run("day", "close", today, "--officer", "2", "--json");
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(closed.json().get("day").get("state").asString()).isEqualTo("CLOSED");
    assertThat(closed.out()).contains("GREEN at log position", "HSBKKZKX 980.00 KZT");
    assertThat(dt.run("day", "close", today, "--json").json().get("day"))
        .isEqualTo(closed.json().get("day"));
    var next = dt.run("day", "--json").json();
    assertThat(next.get("day").get("date").asString()).isGreaterThan(today);
    assertThat(next.get("day").get("state").asString()).isEqualTo("OPEN");
    assertThat(dt.run("day", "history").out()).contains(today + " CLOSED");
    assertThat(dt.run("day", "open").out()).contains(next.get("day").get("date").asString());
    assertThat(dt.run("day", "close", "2001-01-01").exit()).isEqualTo(1);
    assertThat(dt.run("day", "hours", "19:00", "08:00").exit()).isEqualTo(1);
    assertThat(dt.run("day", "hours", "08:00", "19:00").out()).contains("08:00 to 19:00");
    assertThat(dt.run("day", "calendar", "show", "2023").out())
        .contains("2023: 365 days, 246 working, 119 off");
    assertThat(dt.run("day", "calendar", "edit", "2023-12-29", "off", "--officer", "3").exit())
        .isEqualTo(1);
    assertThat(dt.run("day", "calendar", "edit", "2023-12-29", "off", "--title", "T").out())
        .contains("245 working, 120 off", "2023-12-29 FRIDAY");
    assertThat(dt.run("day", "calendar", "fill", "2028").out())
        .contains("2028: 366 days, 260 working, 106 off");
    assertThat(dt.run("day", "calendar", "history", "2023").out())
        .contains("officer 1: 2023-12-29 off T");
  }

  private static void movesTimeAndTheDayClosesByItself(Command dt) throws IOException {
    String open = openDay(dt);
    assertThat(dt.run("clock").out()).contains("Ahead by:      PT0S");
    assertThat(dt.run("clock", "to", "2001-01-01T00:00").exit()).isEqualTo(1);
    assertThat(dt.run("clock", "advance", "soon").exit()).isEqualTo(1);
    assertThat(dt.run("clock", "to", open + "T18:30").exit()).isZero();
    assertThat(dt.run("day", "automatic", "on", "--officer", "2").out()).contains("by itself");
    assertThat(openDay(dt)).isEqualTo(open);
    assertThat(dt.run("issue", "--bank", HALYK, "5").exit()).isZero();

    assertThat(dt.run("clock", "advance", "30m").exit()).isZero();

    Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !openDay(dt).equals(open));
    assertThat(dt.run("day", "history").out()).contains(open + " CLOSED", "by officer 2");
    String next = openDay(dt);
    assertThat(dt.run("day").out()).contains("closed until");
    assertThat(dt.run("clock", "to", next + "T09:00").exit()).isZero();
    assertThat(dt.run("issue", "--bank", HALYK, "5").exit()).isZero();
    assertThat(dt.run("reconcile").exit()).isZero();
    // What is not business keeps the machine's time.
    assertThat(pay(dt, "p3").out()).contains("FINAL");
  }

  private static String openDay(Command dt) throws IOException {
    return dt.run("day", "--json").json().get("day").get("date").asString();
  }

  private static String ordered(Command dt, String... command) throws IOException {
    var json = new ArrayList<>(List.of(command));
    json.add("--json");
    Command.Result result = dt.run(json.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isZero();
    return result.json().get("order").asInt() + " " + result.json().get("state").asString();
  }

  private static Command.Result post(Command dt, String path, String body) {
    return dt.run("api", "POST", path, "--bank", KAZPOST, "--body", body);
  }

  private static Command.Result pay(Command dt, String id) {
    return dt.run("pay", "--from", STOCK, "--to", KAZPOSTS, "10", "--id", id, "--json");
  }

  private static List<String> states(Command dt) throws IOException {
    var states = new ArrayList<String>();
    dt.run("blocks", "--json")
        .json()
        .get("orders")
        .forEach(
            each ->
                states.add(
                    "%d %s %s"
                        .formatted(
                            each.get("order").asInt(),
                            each.get("state").asString(),
                            each.get("officers").asString())));
    return states;
  }
}

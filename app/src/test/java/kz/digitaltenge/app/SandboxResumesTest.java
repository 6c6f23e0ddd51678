package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The sandbox goes on from its data folder, however it ended and wherever it listens now.
final class SandboxResumesTest {
  private static final int LINES = 3_000;
  private static final String HALYK = "HSBKKZKX";
  private static final String HALYK_STOCK = "KZ16601DT00000000001";

  @TempDir private Path temporary = Path.of("");

  @Test
  void aKillLosesNothingAndAnotherPortIsTakenUp() throws InterruptedException, IOException {
    Path data = temporary.resolve("network");
    var dt = new Command(data);
    String aigul;
    String payroll;
    List<String> workers;
    try (var first = DtProcess.sandbox(data, FreePorts.first())) {
      assertThat(dt.run("issue", "--bank", "601", "4000").exit()).isZero();
      aigul = open(dt, "856", "Aigul");
      pay(dt, aigul, "30.00");
      assertThat(dt.run("issue", "--bank", "601", "7", "--id", "cut-off", "--request-only").exit())
          .isEqualTo(3);
      payroll = open(dt, "601", "Payroll");
      pay(dt, payroll, LINES + ".00");
      workers = handIn(dt, payroll);
      int paid = somePaid(dt);
      first.kill();
      assertThat(paid).as("lines that were paid when the process died").isLessThan(LINES);
    }

    try (var second = DtProcess.sandbox(data, FreePorts.first())) {
      awaitBalance(dt, aigul, "30.00");
      pay(dt, aigul, "0.50");
      awaitBalance(dt, aigul, "30.50");
      assertThat(dt.run("register", "watch", "salaries", "--bank", HALYK).exit()).isZero();
      for (String worker : workers) {
        awaitBalance(dt, worker, LINES / workers.size() + ".00");
      }
      awaitBalance(dt, payroll, "0.00");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(registerEvents(dt)).containsExactly("REGISTER_DONE"));
      assertThat(dt.run("reconcile").out()).contains("DEBITED", "cut-off", "The books agree.");
      String[] approval = {
        "approve", "cut-off", "--bank", "601", "--officer", "1", "--amount", "7"
      };
      assertThat(dt.run(approval).out()).contains("Issued 7.00 KZT", "confirmation", "transaction");
      assertThat(dt.run("reconcile").exit()).isZero();
      assertThat(second.stop()).contains("Stopped");
    }

    assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    lostParametersAreNotMadeAnew(data);
    aLostDatabaseIsNotTakenForANewOne(data);
  }

  private static void lostParametersAreNotMadeAnew(Path data) throws IOException {
    Path genesis = data.resolve("parameters/1.cbor");
    Path aside = Files.move(genesis, data.resolveSibling("1.cbor"));

    for (String command : List.of("sandbox", "audit")) {
      Command.Result refused = new Command(data).run(command);

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains(genesis + " is damaged: it is missing", "--fresh");
      assertThat(genesis).doesNotExist();
    }
    Files.move(aside, genesis);
  }

  private static void aLostDatabaseIsNotTakenForANewOne(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("postgres"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    Command.Result refused = new Command(data).run("sandbox");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("this node had one before", "--fresh");
  }

  /// A register of one tenge a line, to three accounts of two banks in turn.
  private List<String> handIn(Command dt, String payer) throws IOException {
    List<String> workers =
        List.of(open(dt, "856", "Worker 1"), open(dt, "563", "Worker 2"), open(dt, "601", "W 3"));
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(line -> "%d,%s,1.00".formatted(line, workers.get(line % workers.size())))
            .collect(Collectors.joining("\n"));
    Path file = temporary.resolve("salaries.csv");
    Files.writeString(
        file,
        "payer,currency,count,total\n%s,KZT,%d,%d.00\nline,account,amount\n%s\n"
            .formatted(payer, LINES, LINES, lines));
    Command.Result taken =
        dt.run("register", "upload", file.toString(), "--bank", HALYK, "--id", "salaries");
    assertThat(taken.exit()).as(taken.err()).isZero();
    return workers;
  }

  /// Some are paid and some are on their way: the process dies in the middle.
  private static int somePaid(Command dt) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                dt.run("register", "show", "salaries", "--bank", HALYK, "--json")
                    .json()
                    .path("counts")
                    .path("paid")
                    .asInt(),
            paid -> paid > 0);
  }

  private static String open(Command dt, String bank, String name) {
    return dt.run("account", "open", "--bank", bank, "--name", name, "--json")
        .json()
        .get("number")
        .asString();
  }

  /// The kinds of those that are of registers.
  private static List<String> registerEvents(Command dt) {
    var kinds = new ArrayList<String>();
    JsonNode page = dt.run("api", "GET", "/v1/events?limit=500", "--bank", HALYK).json();
    while (!page.get("events").isEmpty()) {
      for (JsonNode event : page.get("events")) {
        if (event.has("register")) {
          kinds.add(event.get("kind").asString());
        }
      }
      String rest = "/v1/events?limit=500&after=" + page.get("next").asString();
      page = dt.run("api", "GET", rest, "--bank", HALYK).json();
    }
    return kinds;
  }

  private static void pay(Command dt, String payee, String amount) {
    Command.Result paid = dt.run("pay", "--from", HALYK_STOCK, "--to", payee, amount);
    assertThat(paid.exit()).as(paid.err()).isZero();
  }

  /// A payee's node hears of the end of a payment a moment after the payer's, and after a crash
  /// asks for it itself.
  private static void awaitBalance(Command dt, String account, String total) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        dt.run("account", "balance", account, "--json")
                            .json()
                            .get("balances")
                            .get(0)
                            .get("total")
                            .asString())
                    .isEqualTo(total));
  }
}

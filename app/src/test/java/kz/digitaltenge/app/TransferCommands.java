package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/// What [ApiCommandTest] does with `dt standing` and `dt request` on its network.
final class TransferCommands {
  private static final String HALYK = "HSBKKZKX";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String KAZPOST = "KPSTKZKA";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Command dt;

  TransferCommands(Command dt) {
    this.dt = dt;
  }

  void handlesStandingOrders() {
    String payee = open(KAZPOST, "Landlord");
    String[] begin = {
      "standing",
      "begin",
      "--bank",
      HALYK,
      "--id",
      "rent-1",
      "--from",
      STOCK,
      "--to",
      payee,
      "--amount",
      "2",
      "--every",
      "MONTHLY",
      "--first",
      "2027-01-04T09:00"
    };

    assertThat(dt.run(begin).out()).contains("rent-1  ACTIVE  MONTHLY 2.00 KZT", "next due 2027");
    assertThat(dt.run(begin).exit()).as("the same again").isZero();
    assertThat(dt.run("standing", "list", "--bank", HALYK).out()).contains("rent-1  ACTIVE");
    assertThat(change("pause").out()).contains("rent-1  PAUSED").doesNotContain("next due");
    assertThat(change("show", "--json").json().get("state").asString()).isEqualTo("PAUSED");
    assertThat(change("show").out()).contains("Nothing has fallen due yet.");
    assertThat(change("resume").out()).contains("rent-1  ACTIVE");
    assertThat(change("cancel").out()).contains("rent-1  CANCELLED");
    refused("ID", dt.run("standing", "show", "a b", "--bank", HALYK));
    refused("UNKNOWN_STANDING_ORDER", dt.run("standing", "pause", "rent-1", "--bank", KAZPOST));
    assertThat(dt.run("standing", "show", "rent-1", "--bank", KAZPOST, "--language", "ru").err())
        .contains("поручени");
    assertThat(Command.plain("standing").exit()).isEqualTo(2);
    assertThat(Command.plain("standing", "--help").out()).contains("./dt standing pause rent-1");
  }

  /// Of a bank that no other test asks.
  void replacesTheAnsweringKey() {
    String bank = "ATYNKZKA";
    String[] show = {"keys", "answering", "--bank", bank};
    String before = dt.run(show).out();

    Command.Result rotated =
        dt.run(
            "keys",
            "answering",
            "--bank",
            bank,
            "--rotate",
            "--from",
            "2020-01-01T00:00:00Z",
            "--json");
    String from = rotated.json().at("/certificates/1/signsFrom").asString();
    assertThat(rotated.json().at("/certificates/0/thumbprint").asString())
        .isEqualTo(before.split(" ", -1)[0]);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Instant.now()).isAfter(Instant.parse(from)));
    Command.Result after = dt.run(show);
    assertThat(after.exit()).as(after.err()).isZero();
    assertThat(after.out().lines()).hasSize(2);
    refused("signsFrom", dt.run("keys", "answering", "--bank", bank, "--rotate", "--from", "now"));
  }

  /// Of a bank that no other test asks for lists.
  void tellsOfEmptyLists() {
    for (List<String> list :
        List.of(
            List.of("request", "list", "Nobody is asked for money here."),
            List.of("standing", "list", "No standing order was given here."),
            List.of("register", "list", "No register was handed in here."),
            List.of("register", "list", "--state", "DONE", "There are no such registers."),
            List.of("request", "list", "--side", "PAYER", "There are no such requests."),
            List.of("standing", "list", "--state", "DONE", "There are no such standing orders."),
            List.of("customers", "--state", "CLOSED", "There are no such customers."),
            List.of("payments", "--state", "VOID", "There are no such payments."),
            List.of("payments", "--state", "PENDING", "There are no such payments."),
            List.of("refunds", "No refund was ordered here."),
            List.of("conversions", "client", "No customer has converted anything here."))) {
      var words = new ArrayList<>(list.subList(0, list.size() - 1));
      words.addAll(List.of("--bank", "856", "--limit", "3"));
      Command.Result shown = dt.run(words.toArray(String[]::new));
      assertThat(shown.out().lines()).as(shown.err()).containsExactly(list.getLast());
      assertThat(shown.exit()).isZero();
      words.add("--json");
      assertThat(dt.run(words.toArray(String[]::new)).out()).isEmpty();
    }
    refused("limit", dt.run("customers", "--bank", "856", "--limit", "0"));
    refused("state", dt.run("refunds", "--bank", "856", "--state", "PAID"));
    Command.Result limits = dt.run("limits", "--bank", "856");
    assertThat(limits.exit()).as(limits.err()).isZero();
    assertThat(limits.out()).contains("SIMPLIFIED  DAILY", "in force");
    assertThat(dt.run("limits", "--bank", "856", "--json").out().lines())
        .allMatch(line -> line.startsWith("{\"class\":\"SIMPLIFIED\""));
    String newcomer = open("KCJBKZKX", "Newcomer");
    assertThat(dt.run("account", "history", newcomer).out().lines())
        .containsExactly("Nothing has moved on this account.");
  }

  private Command.Result change(String... words) {
    var all = new String[words.length + 4];
    all[0] = "standing";
    all[1] = words[0];
    all[2] = "rent-1";
    all[3] = "--bank";
    all[4] = HALYK;
    System.arraycopy(words, 1, all, 5, words.length - 1);
    return dt.run(all);
  }

  void handlesRequests() {
    String shop = open(HALYK, "Kiosk");
    String payer = open(KAZPOST, "Reader");
    String funding =
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"9\",\"currency\":\"KZT\"}"
            .formatted(STOCK, payer);
    assertThat(
            dt.run(
                    "api",
                    "POST",
                    "/v1/payments",
                    "--bank",
                    HALYK,
                    "--key",
                    "f-1",
                    "--body",
                    funding)
                .exit())
        .isZero();
    String first = ask("bill-1", shop, payer);
    String second = ask("bill-2", shop, payer);

    assertThat(dt.run("request", "list", "--bank", KAZPOST).out())
        .contains(first + "  OPEN  as PAYER, 4.00 KZT from " + payer);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> dt.run("request", "accept", first, "--bank", KAZPOST).out().contains("PAID"));
    Awaitility.await().atMost(PATIENCE).until(() -> state("bill-1").equals("PAID"));
    refused("REQUEST_NOT_OPEN", dt.run("request", "cancel", "bill-1", "--bank", HALYK));
    assertThat(
            dt.run("request", "refuse", second, "--bank", KAZPOST, "--reason", "Not ordered").out())
        .contains("REFUSED", ": Not ordered");
    assertThat(Command.plain("request", "--help").out()).contains("./dt request cancel invoice-1");
  }

  private String ask(String id, String shop, String payer) {
    String until = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS).toString();
    Command.Result asked =
        dt.run(
            "request",
            "ask",
            "--bank",
            HALYK,
            "--id",
            id,
            "--for",
            shop,
            "--from",
            payer,
            "--amount",
            "4",
            "--until",
            until,
            "--json");
    Awaitility.await().atMost(PATIENCE).until(() -> state(id).equals("OPEN"));
    return asked.json().get("payment").asString();
  }

  private String state(String id) {
    return dt.run("request", "show", id, "--bank", HALYK, "--json").json().get("state").asString();
  }

  private String open(String bank, String name) {
    String body = "{\"reference\":\"%s\",\"name\":\"%s\"}".formatted(name, name);
    Command.Result opened = dt.run("api", "POST", "/v1/accounts", "--bank", bank, "--body", body);
    return Objects.requireNonNull(opened.json().get("number")).asString();
  }

  private static void refused(String words, Command.Result result) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(words);
  }
}

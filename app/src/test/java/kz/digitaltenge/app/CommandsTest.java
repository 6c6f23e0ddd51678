package kz.digitaltenge.app;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The commands on a network that runs: real database, real log, real sockets with TLS.
@TestInstance(Lifecycle.PER_CLASS)
final class CommandsTest {
  private static final String HALYK = "HSBKKZKX";
  private static final String KASPI = AccountId.of("722", "C000000000001").value();

  private final int port = FreePorts.first();
  private Path folder = Path.of("");
  private Command dt = new Command(folder);
  private @Nullable Platform started;
  private String aigul = "";
  private String boris = "";

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary.resolve("network");
    dt = new Command(folder);
    started =
        Sandbox.start(
                new DataFolder(folder),
                new NetworkPlan(port, 1),
                Path.of("target", "postgres-cache").toAbsolutePath(),
                StartReport.SILENT)
            .platform();
    succeed("issue", "--bank", HALYK, "1000000", "--id", "abs-1");
    aigul = open(HALYK, "Aigul");
    boris = open("KCJBKZKX", "Boris");
    succeed("pay", "--from", stock(HALYK), "--to", aigul, "5000", "--id", "first");
  }

  @AfterAll
  void stop() {
    platform().close();
  }

  private Platform platform() {
    return Objects.requireNonNull(started);
  }

  @Test
  void moneyPaidAcrossBanksArrives() {
    JsonNode paid = succeed("pay", "--from", aigul, "--to", boris, "12.34", "--id", "x1").json();

    assertThat(paid.get("state").asString()).isEqualTo("FINAL");
    Awaitility.await().untilAsserted(() -> assertThat(balance(boris)).isEqualTo("12.34"));
    JsonNode line = succeed("account", "history", boris).json().get("lines").get(0);
    assertThat(line.get("direction").asString()).isEqualTo("IN");
    assertThat(line.get("amount").asString()).isEqualTo("12.34");
    assertThat(line.get("payment").asString()).isEqualTo("x1");
  }

  @Test
  void theSamePaymentAgainIsTheSamePayment() {
    String[] payment = {"pay", "--from", aigul, "--to", stock(HALYK), "1.00", "--id", "again"};

    JsonNode first = succeed(payment).json();
    String before = balance(aigul);

    assertThat(succeed(payment).json()).isEqualTo(first);
    assertThat(balance(aigul)).isEqualTo(before);
  }

  @Test
  void anIdIssuesOnce() {
    String before = succeed("status").json().get("supply").get("issued").asString();

    succeed("issue", "--bank", HALYK, "1000000", "--id", "abs-1");

    assertThat(succeed("status").json().get("supply").get("issued").asString()).isEqualTo(before);
  }

  @Test
  void theLogIsExportedVerifiedWithTheFileAloneAndObserved() throws IOException {
    Path export = folder.resolveSibling("log.dt");
    JsonNode written = succeed("log", "export", "--out", export.toString()).json();
    assertThat(written.get("leaves").asLong()).isPositive();

    Command.Result verified = Command.plain("log", "verify", export.toString(), "--json");
    assertThat(verified.exit()).isZero();
    assertThat(verified.json().get("leaves")).isEqualTo(written.get("leaves"));

    byte[] bytes = Files.readAllBytes(export);
    bytes[bytes.length / 2] ^= 1;
    Files.write(export, bytes);
    Command.Result doctored = Command.plain("log", "verify", export.toString());
    assertThat(doctored.exit()).isOne();
    assertThat(doctored.sentences()).singleElement().asString().contains("record ");

    Command.Result observed = dt.run("log", "observe", "--once");
    assertThat(observed.exit()).as(observed.err()).isZero();
    assertThat(observed.out()).contains("heads and live sets of members agree");
  }

  @Test
  void redeemedMoneyIsGone() {
    succeed("issue", "--bank", "ATYNKZKA", "700", "--id", "for-Altyn");
    String[] redemption = {"redeem", "--bank", "ATYNKZKA", "300.50", "--id", "back-1"};

    succeed(redemption);
    succeed(redemption);

    assertThat(balance(stock("ATYNKZKA"))).isEqualTo("399.50");
    assertThat(succeed("status").json().get("supply").get("redeemed").asString())
        .isEqualTo("300.50");
  }

  @Test
  void anOfficerRefusesAnIssueAndTheBankHasItsMoneyAgain() {
    String[] issue = {"issue", "--bank", "EURIKZKA", "10000000000.02", "--id", "mistaken"};
    assertThat(dt.run(issue).exit()).isEqualTo(3);

    String[] refusal = {
      "refuse", "mistaken", "--bank", "EURIKZKA", "--officer", "2", "--reason", "by mistake"
    };
    assertThat(dt.run(refusal).out()).contains("Refused conversion mistaken of EURIKZKA");
    assertThat(succeed(refusal).json().get("stage").asString()).isEqualTo("RETURNED");
    assertThat(dt.run(issue).err())
        .contains("was refused: by officer-2: by mistake", "credited back");
    assertThat(succeed("conversions").out()).doesNotContain("mistaken");
    assertThat(succeed("reconcile").json().get("breaks").toString()).isEqualTo("[]");
  }

  @Test
  void aLargeIssueTakesTwoOfficersAndTellsBothReferences() {
    String[] issue = {"issue", "--bank", "EURIKZKA", "10000000000.01", "--id", "large"};
    Command.Result waits = dt.run(withJson(issue));

    assertThat(waits.exit()).isEqualTo(3);
    assertThat(waits.json().get("approvals").toString()).isEqualTo("[\"officer-1\"]");
    assertThat(dt.run(issue).err()).contains("1 of 2 officers have approved");
    assertThat(succeed("conversions").json().toString()).contains("large");
    assertThat(succeed("reconcile").json().get("inFlight").get(0).get("name").asString())
        .isEqualTo("EURIKZKA/large");

    String[] yes = {"approve", "large", "--bank", "948", "--officer", "2", "--amount", issue[3]};
    JsonNode done = succeed(yes).json();
    assertThat(done.get("stage").asString()).isEqualTo("ISSUED");
    assertThat(done.get("confirmation").asString()).hasSize(64);
    assertThat(done.get("transaction").asString()).isNotEmpty();
    assertThat(succeed(issue).json()).isEqualTo(done);
    assertThat(balance(stock("EURIKZKA"))).isEqualTo("10000000000.01");
  }

  @Test
  void theBooksAgreeWithTheCoreBankingSystems() {
    JsonNode found = succeed("reconcile").json();

    assertThat(found.get("clean").asBoolean()).isTrue();
    assertThat(found.get("breaks").size()).isZero();
  }

  @Test
  void whatTheCoreBankingSystemRefusesMovesNothing() {
    assertThat(dt.run("core-banking", "--refuse", "1").out()).contains("orders to refuse 1");
    String before = succeed("reconcile").json().get("circulating").asString();

    Command.Result refused = dt.run("issue", "--bank", "KPSTKZKA", "5", "--id", "refused");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("INSUFFICIENT_FUNDS");
    assertThat(succeed("reconcile").json().get("circulating").asString()).isEqualTo(before);
  }

  @Test
  void outsideHoursAConversionTellsItsPlaceAndTheTimeAndGoesOnByItself() {
    assertThat(dt.run("core-banking", "--closed", "1h").exit()).isZero();
    Command.Result waits = dt.run("issue", "--bank", "KPSTKZKA", "5", "--id", "early", "--json");

    assertThat(waits.exit()).isEqualTo(3);
    assertThat(waits.json().get("place").asInt()).isPositive();
    assertThat(waits.json().get("opensAt").asString()).isNotEmpty();
    assertThat(dt.run("conversions").out()).contains("closed until", "number");
    assertThat(dt.run("core-banking", "--closed", "0s").out()).startsWith("open");
  }

  @Test
  void whoHasOnlyAnOfficersCertificateGetsNothingOfABanksCustomers(@TempDir Path elsewhere)
      throws IOException {
    var own = new DataFolder(folder);
    var taken = new DataFolder(elsewhere);
    copy(own.parameters(), taken.parameters());
    copy(own.officer("officer-1"), taken.operator());

    try (Platform officer = RemotePlatform.of(taken)) {
      NodeOperations bank = officer.node(new NodeId(HALYK));
      assertThat(bank.status().node()).isEqualTo(new NodeId(HALYK));
      assertThat(bank.totals()).isNotEmpty();
      notAdmitted(() -> bank.accountsAfter("", 1));
      notAdmitted(() -> bank.balances(aigul));
      notAdmitted(() -> bank.openAccount(new OpenAccount("theirs", "Theirs")));
      notAdmitted(() -> bank.pay(new PayOrder("theirs", stock(HALYK), boris, "1", "KZT")));
      notAdmitted(() -> bank.explain("first"));
      assertThat(officer.days().status().day().state()).isEqualTo("OPEN");
      notAdmitted(() -> officer.days().automatic(true, "2"));
    }
    copy(own.operator(new NodeId("KCJBKZKX")), taken.operator());
    try (Platform another = RemotePlatform.of(taken)) {
      notAdmitted(() -> another.node(new NodeId(HALYK)).status());
      notAdmitted(() -> another.centralBank().supply());
      notAdmitted(() -> another.blocks().board(0));
      notAdmitted(() -> another.days().status());
      assertThat(another.node(new NodeId("KCJBKZKX")).balances(boris)).isNotNull();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), COPY_ATTRIBUTES, REPLACE_EXISTING);
      }
    }
  }

  private static void notAdmitted(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED));
  }

  @Test
  void nobodysWordButTheCoreBankingSystemsMakesMoney() {
    PayOutcome typed = platform().centralBank().issue(new IssueOrder(HALYK, "1", "KZT", "made up"));

    assertThat(typed)
        .isInstanceOfSatisfying(
            PayOutcome.Refused.class,
            refused ->
                assertThat(refused.problem().code()).isEqualTo(ErrorCode.CONVERSION_REQUIRED));
    String[] yes = {"approve", "abs-1", "--bank", HALYK, "--amount", "1", "--officer", "3"};
    assertThat(dt.run(yes).exit()).isEqualTo(1);
  }

  @Test
  void aPaymentIsExplainedWithItsEvidence() {
    JsonNode node =
        succeed("payment", "explain", "first", "--bank", HALYK).json().get("nodes").get(0);

    JsonNode attempt = node.get("attempts").get(0);
    assertThat(attempt.get("state").asString()).isEqualTo("FINAL");
    assertThat(attempt.get("evidence").toString()).contains("attested SPEND", "signed by notary-1");
    assertThat(attempt.get("next").asString()).contains("cannot come back");
  }

  @Test
  void accountsAreListedWithTheirBank() {
    JsonNode accounts = succeed("account", "list", "--bank", HALYK).json().get("accounts");

    assertThat(accounts.toString()).contains(aigul, "Aigul", HALYK, stock(HALYK));
  }

  @ParameterizedTest
  @CsvSource({
    "0, NON_POSITIVE_AMOUNT",
    "-5, NON_POSITIVE_AMOUNT",
    "0.001, OVER_PRECISE_AMOUNT",
    "1e3, MALFORMED_AMOUNT",
    "'1,50', MALFORMED_AMOUNT",
    "99999999999999999999, AMOUNT_TOO_LARGE",
    "4999999.99, INSUFFICIENT_BALANCE",
  })
  void aWrongAmountIsRefusedAndNothingMoves(String amount, String code) {
    String before = balance(aigul);

    assertRefused(code, "pay", "--from", aigul, "--to", boris, amount);

    assertThat(balance(aigul)).isEqualTo(before);
  }

  @Test
  void aWrongPartyIsRefused() {
    assertRefused("UNKNOWN_BANK", "pay", "--from", aigul, "--to", KASPI, "1");
    assertRefused("UNKNOWN_BANK", "pay", "--from", KASPI, "--to", aigul, "1");
    assertRefused("UNKNOWN_BANK", "issue", "--bank", "NBRKKZKX", "1");
    assertRefused("UNKNOWN_BANK", "account", "open", "--bank", "KASPIKZK", "--name", "x");
    assertRefused("MALFORMED_REQUEST", "pay", "--from", "KZ00", "--to", aigul, "1");
    assertRefused("SELF_PAYMENT", "pay", "--from", aigul, "--to", aigul, "1");
    assertRefused(
        "WRONG_CURRENCY", "pay", "--from", aigul, "--to", boris, "1", "--currency", "USD");
    assertRefused("MALFORMED_REQUEST", "pay", "--from", aigul, "--to", boris, "1", "--id", "a b");
    assertRefused("PAYMENT_ID_REUSED", "pay", "--from", aigul, "--to", boris, "1", "--id", "first");
    assertRefused("UNKNOWN_PAYMENT", "payment", "explain", "nobody-made-this");
    assertRefused(
        "ACCOUNT_EXISTS",
        "account",
        "open",
        "--bank",
        HALYK,
        "--name",
        "B",
        "--reference",
        "Aigul");
  }

  @Test
  void anErrorIsTwoSentencesAndNothingElse() {
    Command.Result refused = dt.run("pay", "--from", aigul, "--to", boris, "0");

    assertThat(refused.out()).isEmpty();
    assertThat(refused.sentences())
        .containsExactly(
            "The amount 0 is not above zero.", "Give an amount of at least 0.01 tenge.");
    assertThat(refused.exit()).isEqualTo(1);
  }

  @Test
  void theFolderOfARunningNetworkIsTaken() {
    assertThat(dt.run("sandbox").sentences().getFirst()).contains("in use by another process");
    assertThat(dt.run("sandbox", "--fresh").sentences().getFirst())
        .contains("in use by another process");
    assertThat(dt.run("status").exit()).isZero();
  }

  @Test
  void aPortInUseIsSaidWithTheOptionThatHelps(@TempDir Path other) {
    Command.Result refused = new Command(other).run("sandbox", "--port", Integer.toString(port));

    assertThat(refused.sentences())
        .containsExactly(
            "Another program listens on port " + port + " of 127.0.0.1.",
            "Stop that program, or choose other ports with --port, for a role run apart with --port"
                + " of ./dt run found.");
  }

  /// Of a gateway, the status, the monitoring and the core banking systems too, before anything has
  /// started.
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 15, 19, 25, 29})
  void aPortOfAnyPartIsLookedAtFirst(int place, @TempDir Path other) throws IOException {
    int first = FreePorts.first();
    try (var _ = new ServerSocket(first + place, 1, InetAddress.getLoopbackAddress())) {
      Command.Result refused = new Command(other).run("sandbox", "--port", String.valueOf(first));

      assertThat(refused.sentences().getFirst())
          .isEqualTo("Another program listens on port %d of 127.0.0.1.", first + place);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(other.resolve("parameters")).doesNotExist();
    }
  }

  @Test
  void whatABankHeardCannotBeCutNow() {
    assertRefused("MALFORMED_REQUEST", "supply", "--now", "--bank", HALYK);
  }

  @Test
  void withoutANetworkCommandsSayHowToStartOne(@TempDir Path empty) {
    Command.Result refused = new Command(empty).run("status");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("No network runs", "./dt sandbox");
  }

  @Test
  void freshDeletesNothingThatIsNotANetworks(@TempDir Path foreign) throws IOException {
    Path letters = Files.writeString(foreign.resolve("letters.txt"), "dear");

    assertThat(new Command(foreign).run("sandbox", "--fresh").err()).contains("letters.txt");

    assertThat(letters).hasContent("dear");
    assertThat(foreign.toFile().list()).hasSize(1);
  }

  @Test
  void anAuditOfNoNetworkSaysHowToMakeOne(@TempDir Path empty) {
    Command.Result refused = new Command(empty).run("audit");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("There is no network in", "./dt sandbox --data " + empty);
    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines"})
  void aNameIsOneLine(String name) {
    assertRefused("MALFORMED_REQUEST", "account", "open", "--bank", HALYK, "--name", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sandbox",
        "status",
        "issue",
        "redeem",
        "approve",
        "refuse",
        "conversions",
        "reconcile",
        "core-banking",
        "pay",
        "account",
        "account open",
        "account history",
        "payment explain",
        "log export",
        "log verify",
        "log observe"
      })
  void everyCommandExplainsItself(String words) {
    Command.Result help = Command.plain((words + " --help").split(" "));

    assertThat(help.exit()).isZero();
    assertThat(help.out()).startsWith("Usage: dt " + words);
  }

  @Test
  void aCommandLineThatIsNotUnderstoodIsStatusTwo() {
    assertThat(Command.plain("pay").exit()).isEqualTo(2);
    assertThat(Command.plain("nothing-like-this").exit()).isEqualTo(2);
    assertThat(Command.plain().exit()).isEqualTo(2);
  }

  private Command.Result succeed(String... words) {
    Command.Result result = dt.run(withJson(words));
    assertThat(result.exit()).as(result.out()).isZero();
    return result;
  }

  private void assertRefused(String code, String... words) {
    Command.Result result = dt.run(withJson(words));
    assertThat(result.exit()).as(result.out()).isEqualTo(1);
    assertThat(result.json().get("error").get("code").asString()).isEqualTo(code);
  }

  private static String[] withJson(String... words) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--json";
    return more;
  }

  private String balance(String account) {
    return succeed("account", "balance", account)
        .json()
        .get("balances")
        .get(0)
        .get("total")
        .asString();
  }

  private String open(String bank, String name) {
    return succeed("account", "open", "--bank", bank, "--name", name, "--reference", name)
        .json()
        .get("number")
        .asString();
  }

  private String stock(String bank) {
    return platform().members().stream()
        .filter(member -> member.node().value().equals(bank))
        .findFirst()
        .orElseThrow()
        .stockAccount();
  }
}

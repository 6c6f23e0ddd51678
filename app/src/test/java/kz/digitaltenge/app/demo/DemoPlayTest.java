package kz.digitaltenge.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DemoPlayTest {
  private static final String HEADER = "kind,id,from,to,amount,currency,name\n";

  private final VirtualThreadTasks tasks = new VirtualThreadTasks("a test", Duration.ofSeconds(5));

  @AfterEach
  void stop() {
    tasks.close();
  }

  @Test
  void aGeneratedDayGoesThroughWholeAndBalances() throws IOException {
    var network = new MemoryNetwork(1);

    DemoReport report = play(network, day(new DayPlan(3, 500)));

    assertThat(report.refused()).isEmpty();
    assertThat(report.allWell()).isTrue();
    assertThat(report.rows().payments()).isGreaterThan(500);
    assertThat(report.rows().acrossBanks()).isPositive();
    assertThat(report.rows().redemptions()).isEqualTo(5);
    assertThat(report.rows().before()).isZero();
  }

  @Test
  void theSameDayAgainPaysNothingTwiceAndSaysSo() throws IOException {
    var network = new MemoryNetwork(2);
    String day = day(new DayPlan(4, 200));
    DemoReport first = play(network, day);
    network.restart();
    var balances = network.balances();

    DemoReport second = play(network, day);

    assertThat(network.balances()).isEqualTo(balances);
    assertThat(second.reconciliation()).isEqualTo(first.reconciliation());
    assertThat(second.rows().before()).isEqualTo(first.rows().all());
    assertThat(second.rows().paymentsBefore()).isEqualTo(first.rows().payments());
    assertThat(DemoText.of(second)).contains("were done before", "nothing was paid twice");
    assertThat(DemoText.of(first)).doesNotContain("done before");
  }

  @Test
  void aDayThatWasCutOffIsFinishedByPlayingItAgain() throws IOException {
    var network = new MemoryNetwork(3);
    String day = day(new DayPlan(5, 200));
    play(network, day.substring(0, day.indexOf('\n', day.length() / 2)));
    network.restart();

    DemoReport report = play(network, day);

    assertThat(report.allWell()).isTrue();
    assertThat(report.rows().before()).isPositive().isLessThan(report.rows().all());
    assertThat(network.balances()).isEqualTo(playedWhole(day));
  }

  /// Debits that money does not suffice for depend on everything before them: a wrong order shows.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void playingSideBySideComesToTheSameAsOneAfterAnother(long seed) {
    List<DayRow> rows = tightRows(seed);
    var serial = new MemoryNetwork(seed);
    var refused = new ArrayList<Long>();
    for (int i = 0; i < rows.size(); i++) {
      Errand errand = Errand.of(rows.get(i), new BankDirectory(serial.banks()));
      if (new Persistence(serial, tasks, InstantSource.system()).ask(errand)
          instanceof DemoNetwork.Outcome.Refused) {
        refused.add(i + 2L);
      }
    }

    var network = new MemoryNetwork(seed + 1000);
    DemoReport report = play(network, written(rows));

    assertThat(refused).as("the day is tight").hasSizeGreaterThan(20);
    assertThat(report.refused().stream().map(RefusedRow::line)).isEqualTo(refused);
    assertThat(network.balances()).isEqualTo(serial.balances());
    assertThat(report.reconciliation().balanced()).isTrue();
  }

  @Test
  void badRowsAreReportedInOrderAndTheRestGoesThrough() {
    AccountId account = AccountId.of("601", "DT00000000001");
    AccountId nobody = AccountId.of("601", "DT00000000002");
    AccountId elsewhere = AccountId.of("999", "DT00000000001");
    String day =
        HEADER
            + "issue,i1,,HSBKKZKX,100.00,KZT,\n"
            + "issue,i2,,NOBANKKZ,100.00,KZT,\n"
            + "open,c1,,"
            + account
            + ",,,A\n"
            + "pay,p1,HSBKKZKX,"
            + account
            + ",60.00,KZT,\n"
            + "pay,p2,"
            + account
            + ","
            + elsewhere
            + ",1.00,KZT,\n"
            + "pay,p3,"
            + account
            + ","
            + nobody
            + ",1.00,KZT,\n"
            + "pay,p4,"
            + account
            + ",HSBKKZKX,60.01,KZT,\n"
            + "pay,p5,"
            + account
            + ",HSBKKZKX,60.00,EUR,\n"
            + "pay,p6,"
            + account
            + ",HSBKKZKX,60.00,KZT,\n";

    DemoReport report = play(new MemoryNetwork(1), day);

    assertThat(report.refused())
        .extracting(RefusedRow::line, RefusedRow::code)
        .containsExactly(
            tuple(3L, ErrorCode.UNKNOWN_BANK),
            tuple(6L, ErrorCode.UNKNOWN_BANK),
            tuple(7L, ErrorCode.UNKNOWN_ACCOUNT),
            tuple(8L, ErrorCode.INSUFFICIENT_BALANCE),
            tuple(9L, ErrorCode.WRONG_CURRENCY));
    assertThat(report.reconciliation().balanced()).isTrue();
    assertThat(report.allWell()).isFalse();
    assertThat(report.rows().payments()).isEqualTo(2);
  }

  @Test
  void theExampleWithErrorsShowsThemAllAndBalances() throws IOException {
    Path example = DayGeneratorTest.repository().resolve("examples/day-with-errors.csv");

    DemoReport report = play(new MemoryNetwork(1), Files.readString(example));

    assertThat(report.refused())
        .extracting(RefusedRow::line, RefusedRow::code)
        .containsExactly(
            tuple(12L, ErrorCode.MALFORMED_ROW),
            tuple(13L, ErrorCode.MALFORMED_ROW),
            tuple(14L, ErrorCode.MALFORMED_ROW),
            tuple(15L, ErrorCode.MALFORMED_ROW),
            tuple(16L, ErrorCode.MALFORMED_ROW),
            tuple(17L, ErrorCode.MALFORMED_ROW),
            tuple(18L, ErrorCode.MALFORMED_ROW),
            tuple(19L, ErrorCode.MALFORMED_ROW),
            tuple(22L, ErrorCode.NON_POSITIVE_AMOUNT),
            tuple(23L, ErrorCode.NON_POSITIVE_AMOUNT),
            tuple(24L, ErrorCode.OVER_PRECISE_AMOUNT),
            tuple(25L, ErrorCode.AMOUNT_TOO_LARGE),
            tuple(26L, ErrorCode.MALFORMED_AMOUNT),
            tuple(27L, ErrorCode.WRONG_CURRENCY),
            tuple(30L, ErrorCode.UNKNOWN_ACCOUNT),
            tuple(31L, ErrorCode.UNKNOWN_ACCOUNT),
            tuple(32L, ErrorCode.UNKNOWN_BANK),
            tuple(33L, ErrorCode.UNKNOWN_BANK),
            tuple(34L, ErrorCode.SELF_PAYMENT),
            tuple(35L, ErrorCode.INSUFFICIENT_BALANCE),
            tuple(36L, ErrorCode.INSUFFICIENT_BALANCE),
            tuple(39L, ErrorCode.DUPLICATE_ROW),
            tuple(40L, ErrorCode.DUPLICATE_ROW));
    assertThat(report.reconciliation().balanced()).isTrue();
    assertThat(report.rows().payments()).isEqualTo(3);
    assertThat(report.rows().redemptions()).isEqualTo(1);
  }

  @Test
  void whatWaitingCanHelpIsAskedAgain() {
    var failures = new AtomicInteger(3);
    var network =
        new MemoryNetwork(1) {
          @Override
          public Outcome issue(NodeId bank, Amount amount, PaymentId confirmation) {
            Outcome outcome = super.issue(bank, amount, confirmation);
            if (failures.getAndDecrement() > 0) {
              throw Problem.of(ErrorCode.OUTCOME_UNKNOWN).exception();
            }
            return outcome;
          }
        };

    DemoReport report = play(network, HEADER + "issue,i1,,HSBKKZKX,100.00,KZT,\n");

    assertThat(report.allWell()).isTrue();
    assertThat(report.reconciliation().issued()).isEqualTo(Amount.ofTenge(100));
  }

  @Test
  void aNetworkThatIsAwayForLongIsNotWaitedForRowByRow() {
    var asked = new AtomicInteger();
    var network =
        new MemoryNetwork(1) {
          @Override
          public Outcome issue(NodeId bank, Amount amount, PaymentId confirmation) {
            asked.incrementAndGet();
            return new Outcome.Refused(Problem.of(ErrorCode.PEER_UNAVAILABLE));
          }
        };
    // Each look at the clock is a minute later than the one before.
    var minutes = new AtomicInteger();
    InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofMinutes(minutes.getAndIncrement()));
    String rows = HEADER + "issue,i1,,HSBKKZKX,1.00,KZT,\nissue,i2,,HSBKKZKX,1.00,KZT,\n";

    DemoReport report = play(network, rows, clock);

    assertThat(asked).hasValue(2);
    assertThat(report.refused())
        .extracting(RefusedRow::code)
        .containsOnly(ErrorCode.PEER_UNAVAILABLE);
  }

  @Test
  void aFaultOfTheNetworkRefusesItsRowOnly() {
    var network =
        new MemoryNetwork(1) {
          @Override
          public Outcome open(AccountId account, String reference, String name) {
            throw new IllegalStateException("a fault");
          }
        };
    AccountId account = AccountId.of("601", "DT00000000001");

    DemoReport report =
        play(network, HEADER + "open,c1,," + account + ",,,A\nissue,i1,,HSBKKZKX,100.00,KZT,\n");

    assertThat(report.refused())
        .singleElement()
        .extracting(RefusedRow::code)
        .isEqualTo(ErrorCode.INTERNAL_FAULT);
    assertThat(report.rows().issues()).isEqualTo(1);
  }

  @Test
  void theReportForMachinesHasTheAgreedFields() {
    String day = HEADER + "issue,i1,,HSBKKZKX,100.00,KZT,\nredeem,r1,HSBKKZKX,,40.00,KZT,\nx\n";

    JsonNode json = JsonMapper.shared().valueToTree(DemoJson.of(play(new MemoryNetwork(1), day)));

    assertThat(json.get("balanced").asBoolean()).isTrue();
    assertThat(json.get("issuedTiyn").asLong()).isEqualTo(10_000);
    assertThat(json.get("redeemedTiyn").asLong()).isEqualTo(4_000);
    assertThat(json.get("liveTiyn").asLong()).isEqualTo(6_000);
    assertThat(json.get("notaryLive").asLong()).isEqualTo(2);
    assertThat(json.get("nodesLive").asLong()).isEqualTo(2);
    assertThat(json.get("payments").asLong()).isZero();
    assertThat(json.get("refused")).hasSize(1);
    assertThat(json.get("refused").get(0).get("line").asLong()).isEqualTo(4);
    assertThat(json.get("refused").get(0).get("code").asString()).isEqualTo("MALFORMED_ROW");
    assertThat(json.get("refused").get(0).get("message").asString()).contains("1 columns");
  }

  @Test
  void booksThatDisagreeAreSaidToDisagree() {
    var whole = new MemoryNetwork(1);
    play(whole, HEADER + "issue,i1,,HSBKKZKX,100.00,KZT,\n");
    List<DemoNetwork.NodeBook> books = whole.books();
    StateRef token = books.getFirst().live().getFirst();

    assertThat(Reconciliation.of(whole.supply(), books, whole.notaryLive()).balanced()).isTrue();
    assertThat(
            Reconciliation.of(
                new DemoNetwork.Supply(Amount.ofTenge(99), Amount.ZERO), books, whole.notaryLive()))
        .matches(each -> !each.moneyBalances() && each.referencesAgree() && !each.balanced());
    var twice = new ArrayList<>(books);
    twice.add(new DemoNetwork.NodeBook(new NodeId("KCJBKZKX"), 0, Amount.ZERO, List.of(token)));
    assertThat(Reconciliation.of(whole.supply(), twice, whole.notaryLive()))
        .matches(each -> each.heldTwice() == 1 && !each.balanced());
    var unlisted = whole.notaryLive();
    unlisted.remove(token);
    assertThat(Reconciliation.of(whole.supply(), books, unlisted))
        .matches(each -> each.onlyAtNodes() == 1 && !each.balanced());
    assertThat(Reconciliation.of(whole.supply(), books.subList(1, 6), whole.notaryLive()))
        .matches(each -> each.onlyAtNotary() == 1 && !each.balanced());
  }

  private java.util.Map<AccountId, Amount> playedWhole(String day) {
    var network = new MemoryNetwork(9);
    play(network, day);
    return network.balances();
  }

  private DemoReport play(DemoNetwork network, String file) {
    return play(network, file, InstantSource.system());
  }

  private DemoReport play(DemoNetwork network, String file, InstantSource clock) {
    var in = new ByteArrayInputStream(file.getBytes(UTF_8));
    try (var day = new DayFile("a test", in, "KZT");
        Progress.Stage stage = Progress.silent().begin("a test", Progress.UNKNOWN)) {
      return new DemoPlay(network, tasks, clock).play(day, stage);
    }
  }

  /// Few accounts with little money that pay each other all the time.
  private static List<DayRow> tightRows(long seed) {
    var dice = new Dice(seed);
    var rows = new ArrayList<DayRow>();
    var accounts = new ArrayList<Party>();
    for (DayPlan.Bank bank : DayPlan.BANKS) {
      rows.add(new DayRow.Issue(new PaymentId("i" + bank.code()), bank.node(), Amount.ofTenge(10)));
      accounts.add(new Party.Own(bank.node()));
      AccountId account = AccountId.of(bank.code(), "DT00000000001");
      rows.add(new DayRow.Open("c", account, "A"));
      accounts.add(new Party.Customer(account));
    }
    for (int i = 0; i < 300; i++) {
      Party from = accounts.get(dice.below(accounts.size()));
      Party to = accounts.get(dice.below(accounts.size()));
      Amount amount = Amount.ofTenge(dice.between(1, 12));
      if (!from.equals(to)) {
        rows.add(new DayRow.Pay(new PaymentId("p" + i), from, to, amount));
      }
      if (dice.chance(5)) {
        NodeId bank = DayPlan.BANKS.get(dice.below(5)).node();
        rows.add(new DayRow.Redeem(new PaymentId("r" + i), bank, amount));
      }
    }
    return rows;
  }

  private static String written(List<DayRow> rows) {
    var out = new StringBuilder();
    try {
      var writer = new DayWriter(out);
      writer.header();
      for (DayRow row : rows) {
        writer.row(row);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String day(DayPlan plan) throws IOException {
    var out = new StringBuilder();
    DayGenerator.write(plan, out);
    return out.toString();
  }
}

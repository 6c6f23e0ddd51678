package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.Movement.Direction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Looking through many payments costs no more than looking through few: a page reads so many rows
/// by an index, whatever is looked for.
class PaymentListScaleTest {
  /// With `-Dpayments.rows=1000000` it takes a minute longer.
  private static final int ROWS = Integer.getInteger("payments.rows", 100_000);

  private static final int ACCOUNTS = 1_000;
  private static final NodeId SELF = new NodeId("HSBKKZKX");

  /// The time of the first; then one a tenth of a second.
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private static PostgresServer server;
  private static VaultDatabase database;
  private static PostgresVault vault;

  @BeforeAll
  static void fill() throws SQLException {
    server = PostgresServer.start("on");
    database = server.newVaultDatabase();
    vault = PostgresVault.open(database, "scale");
    try (var connection = connection();
        var insert =
            connection.prepareStatement(
                """
                insert into vault.movement
                  (account, id, direction, asset, tiyn, payment, counterparty, log_time)
                select (?::text[])[i % ? + 1], sha256(i::text::bytea), i % 2, 'NBRKKZKX/KZT', i,
                  'pay-' || i, 'KZ84563DT00000000002', ? + i::bigint * 100
                from generate_series(1, ?) as i order by i
                """);
        var statement = connection.createStatement()) {
      insert.setArray(
          1,
          connection.createArrayOf(
              "text",
              IntStream.range(0, ACCOUNTS).mapToObj(i -> Facts.account(i).value()).toArray()));
      insert.setInt(2, ACCOUNTS);
      insert.setLong(3, BEGIN.toEpochMilli());
      insert.setInt(4, ROWS);
      insert.executeUpdate();
      // What else happens to accounts, far more than is refused.
      statement.execute(
          """
          insert into vault.happening (seq, source, kind, account, at, subject)
          select -i, i, 3, account, log_time, 'request-' || i
          from (select row_number() over () as i, account, log_time from vault.movement) as m
          """);
      statement.execute("vacuum analyze vault.movement");
      statement.execute("vacuum analyze vault.happening");
    }
  }

  @AfterAll
  static void end() throws IOException {
    vault.close();
    server.close();
  }

  @Test
  void aPageOfAnyQuestionIsQuick() {
    var late = BEGIN.plusMillis(ROWS * 50L);
    var questions =
        List.of(
            PaymentQuestion.ALL,
            PaymentListConformance.at(new NodeId("KPSTKZKA")),
            PaymentListConformance.within(1, 3),
            PaymentListConformance.between(late, late.plusSeconds(60)),
            PaymentListConformance.between(BEGIN, BEGIN.plusSeconds(60)),
            PaymentListConformance.between(BEGIN.minusSeconds(9_000), BEGIN.minusSeconds(4_000)));
    for (PaymentQuestion question : questions) {
      page(question);
      long began = System.nanoTime();
      PaymentPage page = page(question);
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      System.getLogger("payments").log(System.Logger.Level.DEBUG, took + " " + question);
      assertThat(took).as(question.toString()).isLessThan(Duration.ofSeconds(2));
      assertThat(page.lines().size()).isLessThanOrEqualTo(100);
    }
  }

  /// Its time leads to the rows: the first page of a minute long ago has them.
  @Test
  void aTimeLongAgoIsFoundAtOnce() {
    var found = page(PaymentListConformance.between(BEGIN.plusMillis(150), BEGIN.plusMillis(450)));

    assertThat(found.lines())
        .extracting(each -> each.line().movement().payment().value())
        .containsExactly("pay-4", "pay-3", "pay-2");
  }

  @Test
  void aRareOneIsFoundPageByPageWithinBounds() {
    var found = new ArrayList<PaymentPage.Line>();
    int pages = 0;
    OptionalLong next = OptionalLong.of(HistoryPage.NEWEST);
    while (next.isPresent()) {
      var page =
          VaultHarness.done(
              vault.payments(PaymentListConformance.within(1, 3), SELF, next.getAsLong(), 100));
      found.addAll(page.lines());
      next = page.next();
      pages++;
    }

    assertThat(found).hasSize(3);
    assertThat(pages)
        .isBetween(ROWS / PaymentPage.LOOKED_AT_MAX, ROWS / PaymentPage.LOOKED_AT_MAX + 1);
  }

  @Test
  void anAccountIsReadByItsOwnIndex() throws SQLException {
    var account = Facts.account(7);
    var question =
        new PaymentQuestion(
            Optional.of(account),
            Optional.of(Direction.OUT),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(page(question).lines()).hasSize(Math.min(100, ROWS / ACCOUNTS));
    assertThat(
            plan(
                "select * from vault.movement where seq < 9223372036854775807 and seq >= 0 and"
                    + " account = '"
                    + account
                    + "' order by seq desc limit 10000"))
        .contains("movement_pkey")
        .doesNotContain("Seq Scan");
    assertThat(plan(newest(PaymentReads.MOVED)))
        .contains("movement_seq")
        .doesNotContain("Seq Scan");
    assertThat(plan(newest(PaymentReads.UNDONE)))
        .contains("happening_of_transaction_by_seq")
        .doesNotContain("Seq Scan");
  }

  /// As it is asked for, of all accounts.
  private static String newest(String rows) {
    return rows.replace("seq < ?", "seq < 9223372036854775807")
            .replace("seq >= ?", "seq >= (-9223372036854775808)::bigint")
        + PaymentReads.NEWEST.replace("?", "10000");
  }

  private static PaymentPage page(PaymentQuestion question) {
    return VaultHarness.done(vault.payments(question, SELF, HistoryPage.NEWEST, 100));
  }

  private static String plan(String sql) throws SQLException {
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("explain " + sql)) {
      var plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return plan.toString();
    }
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), "");
  }
}

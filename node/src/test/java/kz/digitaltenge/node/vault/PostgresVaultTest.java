package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.VaultException.Reason.CORRUPT;
import static kz.digitaltenge.node.vault.VaultException.Reason.IN_USE;
import static kz.digitaltenge.node.vault.VaultException.Reason.NOT_DURABLE;
import static kz.digitaltenge.node.vault.VaultException.Reason.SCHEMA_NEWER;
import static kz.digitaltenge.node.vault.VaultException.Reason.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresVaultTest extends VaultConformance {
  private static PostgresServer server;

  private final Facts records = new Facts(new Random(2));
  private VaultDatabase database = new VaultDatabase("", "", "");

  /// Not once a class: a failed test is run again.
  @BeforeAll
  static void startServer() {
    server = PostgresServer.start("on");
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  Vault open() {
    try {
      database = server.newVaultDatabase();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return PostgresVault.open(database, "test");
  }

  @Override
  Vault reopen(Vault stopped) {
    return PostgresVault.open(database, "test");
  }

  @Test
  void isWrittenByOneProcess() {
    refused(IN_USE, () -> PostgresVault.open(database, "second"));
  }

  @Test
  void survivesTheLossOfItsConnections() throws SQLException {
    var other = server.newVaultDatabase();
    try (var vault = PostgresVault.open(other, "losing")) {
      for (var round = 0; round < 5; round++) {
        var append = vault.append(records.income(Facts.account(1), 1));
        execute(
            database,
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + other.url().replaceAll(".*/([^?]*).*", "$1")
                + "'");
        done(append);
        done(vault.append(records.income(Facts.account(1), 1)));
      }
      try (var scan = vault.scan()) {
        assertThat(scan.totals().getFirst().count()).isEqualTo(10);
      }
      // What was written twice over a new connection happened once.
      assertThat(done(vault.events(VaultEvent.BEGINNING, 100)))
          .hasSize(10)
          .extracting(VaultEvent::position)
          .isSorted();
      assertThat(vault.failure()).isNotDone();
    }
  }

  @Test
  void startUpReadsOnlyFromTheFirstOpenEntryOn() throws SQLException {
    var other = server.newVaultDatabase();
    try (var vault = PostgresVault.open(other, "marks")) {
      for (var i = 0; i < 20; i++) {
        done(vault.append(records.income(Facts.account(1), 1)));
      }
      var open = records.stored(records.id(), records.payment(), List.of());
      done(vault.append(open));
      done(vault.append(records.income(Facts.account(1), 1)));
      execute(other, "select vault.raise_resolved()");
      var unresolved = new ArrayList<KnownTransaction>();
      try (var scan = vault.scan()) {
        scan.unresolved(unresolved::add);
      }

      assertThat(number(other, "select below from vault.resolved")).isEqualTo(21);
      assertThat(unresolved).extracting(KnownTransaction::id).containsExactly(open.id());
      done(vault.append(records.ended(open.id(), Settlement.Outcome.NEVER)));
      execute(other, "select vault.raise_resolved()");
      assertThat(number(other, "select below from vault.resolved")).isEqualTo(23);
    }
  }

  @Test
  void namesADamagedRow() throws SQLException {
    var income = records.income(Facts.account(1), 5);
    var id = ((VaultRecord.Stored) income.getFirst()).id();
    var other = server.newVaultDatabase();
    try (var vault = PostgresVault.open(other, "damaged")) {
      done(vault.append(income));
      execute(other, "update vault.entry set states = substring(states, 1, 9)");
      var read = vault.transactions(List.of(id));

      assertThatThrownBy(() -> done(read))
          .hasMessageContaining(id.toString())
          .isInstanceOfSatisfying(
              VaultException.class, e -> assertThat(e.reason()).isEqualTo(CORRUPT));
    }
  }

  /// What payees were told of it nobody knows; of what is written from now on everybody does.
  @Test
  void tellsWhatAnOlderBuildWroteFromWhatTellsNothing() throws SQLException {
    var other = server.newDatabase();
    Flyway.configure()
        .dataSource(other.url(), other.user(), other.password())
        .schemas("vault")
        .table("schema_history")
        .locations("classpath:kz/digitaltenge/node/vault")
        .target("11")
        .load()
        .migrate();
    VaultRecord.Committed old =
        records.committed(records.id(), new PaymentId("old"), 1, List.of(), List.of());
    execute(
        other,
        """
        insert into vault.entry (id, side, payment, attempt, peer, window_until, payer, payee,
          asset, tiyn, transaction, evidence, states, details)
        values ('\\x%s', 1, 'old', 1, '%s', 1, '%s', '%s', 'NBRKKZKX/KZT', 100, '', '',
          '\\x%s', '')
        """
            .formatted(
                old.id().hash().hex(),
                Facts.PEER,
                old.payer(),
                old.payee(),
                Bytes.of(StateCodec.write(List.of(), List.of())).hex()));
    try (var vault = PostgresVault.open(other, "older")) {
      VaultRecord.Committed now =
          records.committed(records.id(), new PaymentId("new"), 1, List.of(), List.of());
      done(vault.append(now));

      assertThat(done(vault.attempts(new PaymentId("old"))))
          .extracting(known -> known.committed().orElseThrow().remittances().isKept())
          .containsExactly(false);
      assertThat(done(vault.attempts(new PaymentId("new"))))
          .extracting(known -> known.committed().orElseThrow())
          .containsExactly(now);
    }
  }

  @Test
  void refusesAServerThatDoesNotSync() throws Exception {
    try (var careless = PostgresServer.start("off")) {
      var unsafe = careless.newDatabase();
      refused(NOT_DURABLE, () -> PostgresVault.open(unsafe, "unsafe"));
    }
  }

  @Test
  void refusesTablesOfANewerProgram() throws SQLException {
    var other = server.newVaultDatabase();
    PostgresVault.open(other, "newer").close();
    execute(
        other,
        "insert into vault.schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) values (99, '99', 'later', 'SQL', 'V99.sql',"
            + " 'test', 1, true)");
    refused(SCHEMA_NEWER, () -> PostgresVault.open(other, "newer"));
  }

  @Test
  void saysThatTheDatabaseIsAway() {
    var nowhere = new VaultDatabase("jdbc:postgresql://127.0.0.1:1/none", "postgres", "");
    refused(UNREACHABLE, () -> PostgresVault.open(nowhere, "nowhere"));
  }

  @Test
  void showsNoPassword() {
    assertThat(new VaultDatabase("jdbc:postgresql://h/d", "u", "secret"))
        .hasToString("VaultDatabase[jdbc:postgresql://h/d, u]");
  }

  private static void execute(VaultDatabase database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(VaultDatabase database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

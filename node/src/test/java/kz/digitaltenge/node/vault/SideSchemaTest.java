package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Connections beside the vault's: few at once, and used again.
class SideSchemaTest {
  /// The newest version of the tables that are tried here.
  private static final int REFUNDS = 3;

  private static PostgresServer server;

  private final SideSchema tables;

  SideSchemaTest() throws SQLException {
    tables = new SideSchema(server.newDatabase(), "none", "classpath:none", 1);
  }

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start("off");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aConnectionIsUsedAgain() {
    var servers = new HashSet<Integer>();
    for (int i = 0; i < 20; i++) {
      servers.add(process());
    }
    assertThat(servers).hasSize(1);
  }

  @Test
  void schemasOfOneDatabaseShareWhatIsIdle() throws SQLException {
    VaultDatabase database = server.newDatabase();
    var one = new SideSchema(database, "one", "classpath:none", 1);
    var other = new SideSchema(database, "other", "classpath:none", 1);
    int process = Integer.parseInt(text(one, "select pg_backend_pid()::text"));
    assertThat(text(other, "select pg_backend_pid()::text")).isEqualTo(String.valueOf(process));
    one.close();
    one.close();
    assertThat(text(other, "select pg_backend_pid()::text"))
        .as("the other still uses it")
        .isEqualTo(String.valueOf(process));
    other.close();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        text("select count(*)::text from pg_stat_activity where pid = " + process))
                    .isEqualTo("0"));
  }

  @Test
  void whatOneAtATimeDoesNotNeedIsClosed() throws SQLException {
    VaultDatabase database = server.newDatabase();
    try (var one = new SideSchema(database, "one", "classpath:none", 1)) {
      String second =
          one.work(
              connection -> {
                assertThat(connection.isValid(0)).isTrue();
                return text(one, "select pg_backend_pid()::text");
              });
      for (int i = 0; i < 2_100; i++) {
        assertThat(text(one, "select pg_backend_pid()::text")).isNotEqualTo(second);
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(
                          text("select count(*)::text from pg_stat_activity where pid = " + second))
                      .isEqualTo("0"));
    }
  }

  @Test
  void aConnectionThatTheServerEndedIsReplaced() throws SQLException {
    int first = process();
    try (var other = new SideSchema(server.newDatabase(), "none", "classpath:none", 1)) {
      var _ =
          other.work(
              connection -> {
                try (var kill = connection.prepareStatement("select pg_terminate_backend(?)")) {
                  kill.setInt(1, first);
                  return kill.execute();
                }
              });
    }
    assertThat(process()).isNotEqualTo(first);
  }

  @Test
  void whatFailsLeavesNothingForTheNext() {
    assertThatThrownBy(
            () ->
                tables.work(
                    connection -> {
                      try (var statement = connection.createStatement()) {
                        statement.execute("create table half_done (n int)");
                        return statement.execute("select no_such_thing");
                      }
                    }))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    assertThat(text("select to_regclass('half_done')::text")).isEqualTo("null");
  }

  @Test
  void onlySoManyConnectionsAreOpenAtOnce() throws SQLException {
    var inside = new CountDownLatch(SideSchema.AT_ONCE_MAX);
    var leave = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SideSchema.AT_ONCE_MAX; i++) {
        var _ =
            threads.submit(
                () ->
                    tables.work(
                        connection -> {
                          inside.countDown();
                          return connection.isValid(0) && await(leave);
                        }));
      }
      try {
        assertThat(await(inside)).isTrue();
        assertThatThrownBy(() -> tables.work(_ -> true))
            .isInstanceOfSatisfying(
                PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
      } finally {
        leave.countDown();
      }
    }
    assertThat(tables.<Boolean>work(_ -> true)).isTrue();
  }

  @Test
  void tablesOfAnEarlierBuildAreGoneOnWith() throws SQLException {
    VaultDatabase database = server.newDatabase();
    String migrations = "classpath:kz/digitaltenge/node/refund";
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .schemas("refund")
        .locations(migrations)
        .load()
        .migrate();

    try (var now = new SideSchema(database, "refund", migrations, REFUNDS).prepare()) {
      assertThat(text(now, "select to_regclass('refund.schema_version')::text"))
          .isEqualTo("refund.schema_version");
      assertThat(text(now, "select count(*)::text from refund.refund")).isEqualTo("0");
      now.prepare();

      // An earlier build that was started once more made its own again.
      try (var connection = database.openByKey("test");
          var statement = connection.createStatement()) {
        statement.execute("create table refund.flyway_schema_history (nothing int)");
      }
      now.prepare();
      assertThat(text(now, "select to_regclass('refund.flyway_schema_history')::text"))
          .isEqualTo("refund.flyway_schema_history");
      assertThat(text(now, "select count(*)::text from refund.refund")).isEqualTo("0");
    }
  }

  @Test
  void tablesOfANewerBuildAreRefused() throws SQLException {
    VaultDatabase database = server.newDatabase();
    String migrations = "classpath:kz/digitaltenge/node/refund";
    new SideSchema(database, "refund", migrations, REFUNDS).prepare().close();

    try (var older = new SideSchema(database, "refund", migrations, REFUNDS - 1)) {
      assertThatThrownBy(older::prepare)
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_NEWER);
                assertThat(e)
                    .hasMessageContaining("refund")
                    .hasMessageContaining("version " + REFUNDS);
              });
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int process() {
    return Integer.parseInt(text("select pg_backend_pid()::text"));
  }

  private String text(String question) {
    return text(tables, question);
  }

  private static String text(SideSchema schema, String question) {
    return schema.work(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(question)) {
            row.next();
            return String.valueOf(row.getString(1));
          }
        });
  }
}

package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose database is not fit for it does not start, and says what to do.
final class UnfitDatabaseTest {
  private static final NodeId HALYK = new NodeId("HSBKKZKX");

  @TempDir private static Path temporary = Path.of("");
  private static EmbeddedServer server;
  private static VaultDatabase database;
  private static Command dt;

  @BeforeAll
  static void found() {
    dt = new Command(temporary.resolve("network"));
    Command.Result founded = dt.run("run", "found", "--port", String.valueOf(FreePorts.first()));
    assertThat(founded.exit()).as(founded.err()).isZero();
    server =
        EmbeddedServer.start(
            temporary.resolve("database"),
            Path.of("target", "postgres-cache").toAbsolutePath(),
            EmbeddedServer.ANY_PORT,
            Entropy.from(new Random(1)),
            _ -> {});
    database = server.database(DataFolder.database(HALYK));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void oneThatConfirmsWhatIsNotOnDiskIsRefused() throws Exception {
    Command.Result refused = start("?options=-c%20synchronous_commit%3Doff");

    assertThat(refused.sentences())
        .containsExactly(
            "The database of HSBKKZKX would confirm what is not on its disk: it has"
                + " synchronous_commit = off.",
            "Set this to on for the server, this database and its user, then start the node"
                + " again.");
    assertThat(refused.exit()).isEqualTo(1);
  }

  @Test
  void oneOfANewerBuildIsRefused() throws Exception {
    execute("create schema vault");
    execute(
        "create table vault.schema_history as select 1 as installed_rank, '99' as version, true as"
            + " success");

    Command.Result refused = start("");

    assertThat(refused.sentences())
        .containsExactly(
            "The database of HSBKKZKX was made by a newer build: its tables have version 99, which"
                + " this build does not know.",
            "Start the build that made it or a newer one; an older one runs only on a backup from"
                + " before the update.");
    assertThat(refused.exit()).isEqualTo(1);
  }

  /// @param settings of the connections
  private Command.Result start(String settings) throws IOException {
    Path password = Files.writeString(temporary.resolve("password"), database.password());
    return dt.run(
        "run",
        "bank",
        "--bank",
        HALYK.value(),
        "--database",
        database.url() + settings,
        "--database-user",
        database.user(),
        "--database-password-file",
        password.toString());
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

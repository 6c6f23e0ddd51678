package kz.digitaltenge.node.vault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL server for tests, durable as in production; each vault gets a database of its
/// own.
public final class PostgresServer implements AutoCloseable {
  private static final String TEMPLATE = "with_tables";

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();
  private boolean hasTemplate;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  public static PostgresServer start(String fsync) {
    try {
      return new PostgresServer(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", fsync)
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", "32MB")
              .setServerConfig("max_connections", "40")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public VaultDatabase newDatabase() throws SQLException {
    var name = "vault" + databases.incrementAndGet();
    make(name, "template0");
    return database(name);
  }

  /// A database with the vault's tables, which take long to make.
  VaultDatabase newVaultDatabase() throws SQLException {
    if (!hasTemplate) {
      make(TEMPLATE, "template0");
      PostgresVault.open(database(TEMPLATE), TEMPLATE).close();
      hasTemplate = true;
    }
    var name = "vault" + databases.incrementAndGet();
    make(name, TEMPLATE);
    return database(name);
  }

  private void make(String name, String template) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database %s template %s".formatted(name, template));
    }
  }

  private VaultDatabase database(String name) {
    return new VaultDatabase(server.getJdbcUrl("postgres", name), "postgres", "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

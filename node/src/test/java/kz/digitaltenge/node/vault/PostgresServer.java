package kz.digitaltenge.node.vault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL server for tests, durable as in production; each vault gets a database of its
/// own.
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

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
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new VaultDatabase(server.getJdbcUrl("postgres", name), "postgres", "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

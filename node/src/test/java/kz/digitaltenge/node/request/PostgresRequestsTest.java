package kz.digitaltenge.node.request;

import java.io.IOException;
import java.sql.SQLException;
import kz.digitaltenge.node.event.Outbox;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRequestsTest extends RequestBookConformance {
  private static PostgresServer server;
  private static PostgresOutbox outbox;
  private static RequestBook book;

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresServer.start("off");
    VaultDatabase database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    book = PostgresRequests.open(database, outbox, LIMITS);
    // As after a stop.
    book = PostgresRequests.open(database, outbox, LIMITS);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  RequestBook book() {
    return book;
  }

  @Override
  Outbox outbox() {
    return outbox;
  }
}

package kz.digitaltenge.node.refund;

import java.io.IOException;
import java.sql.SQLException;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRefundsTest extends RefundBookConformance {
  private static PostgresServer server;
  private static RefundBook book;

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresServer.start("off");
    VaultDatabase database = server.newDatabase();
    book = PostgresRefunds.open(database);
    // As after a stop.
    book = PostgresRefunds.open(database);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  RefundBook book() {
    return book;
  }
}

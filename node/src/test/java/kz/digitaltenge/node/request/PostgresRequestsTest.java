package kz.digitaltenge.node.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.node.vault.OwnTables;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresRequestsTest extends RequestBookConformance {
  private static PostgresServer server;
  private static RequestBook book;

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresServer.start("off");
    VaultDatabase database = server.newDatabase();
    book = PostgresRequests.open(database);
    // As after a stop.
    book = PostgresRequests.open(database);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void onlySoManyConnectionsAreOpenAtOnce() throws SQLException {
    var tables = new OwnTables(server.newDatabase(), "none", "classpath:none", 1);
    var inside = new CountDownLatch(OwnTables.AT_ONCE_MAX);
    var leave = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < OwnTables.AT_ONCE_MAX; i++) {
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

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  RequestBook book() {
    return book;
  }
}

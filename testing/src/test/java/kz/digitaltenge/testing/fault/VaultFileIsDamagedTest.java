package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.PostgresVault;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One byte of a table's file changes while the server is down: whoever reads it is told, and gets
/// nothing false.
class VaultFileIsDamagedTest {
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();
  private static final int PAYMENTS = 40;

  @TempDir private Path folder = Path.of("");
  private final Random random = new Random(5);

  @Test
  void aChangedByteIsNoticed() throws Exception {
    var files = new ArrayList<Path>();
    try (var server = start()) {
      var database = server.database("bank_a");
      write(database);
      for (var table : List.of("entry", "settled", "live")) {
        files.add(folder.resolve("data").resolve(place(database, table)));
      }
    }
    for (var file : files) {
      var place = random.nextLong(Files.size(file));
      changeByte(file, place);
      try (var server = start()) {
        assertThatThrownBy(() -> read(server.database("bank_a")))
            .isInstanceOfSatisfying(
                VaultException.class,
                found -> assertThat(found.reason()).isEqualTo(VaultException.Reason.CORRUPT));
      }
      changeByte(file, place);
    }
    try (var server = start()) {
      assertThat(read(server.database("bank_a"))).isEqualTo(2 * PAYMENTS);
    }
  }

  private void write(VaultDatabase database) {
    try (var vault = PostgresVault.open(database, "damaged")) {
      for (var i = 0; i < PAYMENTS; i++) {
        var id = new TransactionId(Hash.of(Incomes.bytes(random, Hash.SIZE_BYTES).toArray()));
        vault.append(Incomes.income(id, new PaymentId("p-" + i), random)).join();
      }
    }
  }

  /// Transactions and live states that a scan finds.
  private static int read(VaultDatabase database) {
    var found = new AtomicInteger();
    try (var vault = PostgresVault.open(database, "damaged");
        var scan = vault.scan()) {
      scan.transactions(_ -> found.incrementAndGet());
      scan.liveStates(_ -> found.incrementAndGet());
    }
    return found.get();
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(
        folder, CACHE, EmbeddedServer.ANY_PORT, Entropy.from(new Random(1)), _ -> {});
  }

  private static String place(VaultDatabase database, String table) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var query = connection.prepareStatement("select pg_relation_filepath(?::regclass)")) {
      query.setString(1, "vault." + table);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /// Done twice, it changes nothing.
  private static void changeByte(Path file, long place) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var octet = ByteBuffer.allocate(1);
      channel.read(octet, place);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (octet.get(0) ^ 1)}), place);
    }
  }
}

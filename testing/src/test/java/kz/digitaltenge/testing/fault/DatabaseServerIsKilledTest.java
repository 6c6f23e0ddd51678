package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.PostgresVault;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database server and all its connections are killed again and again while a vault is being
/// written. The vault takes the blow, goes on when the server is back, and nothing it has
/// acknowledged is lost, doubled or half there.
class DatabaseServerIsKilledTest {
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();
  private static final int KILLS = 4;
  private static final int WRITERS = 6;
  private static final int APPENDS_BETWEEN_KILLS = 60;

  @TempDir private Path folder = Path.of("");
  private final Set<TransactionId> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger appends = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void whatWasAcknowledgedIsThereWholeAndOnce() throws Exception {
    var server = start(EmbeddedServer.ANY_PORT);
    VaultDatabase database = server.database("bank_a");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try (var vault = PostgresVault.open(database, "killed")) {
        List<Future<?>> writers = new ArrayList<>();
        for (var writer = 0; writer < WRITERS; writer++) {
          var number = writer;
          writers.add(threads.submit(() -> write(vault, number)));
        }
        for (var kill = 0; kill < KILLS; kill++) {
          awaitAppends((kill + 1) * APPENDS_BETWEEN_KILLS);
          server = killAndStart(server);
        }
        awaitAppends((KILLS + 1) * APPENDS_BETWEEN_KILLS);
        enough.set(true);
        for (var writer : writers) {
          writer.get(1, TimeUnit.MINUTES);
        }
        assertThat(vault.failure()).isNotDone();
      }
      try (var vault = PostgresVault.open(database, "again")) {
        check(vault);
      }
    } finally {
      server.close();
    }
  }

  private EmbeddedServer start(int port) {
    return EmbeddedServer.start(folder, CACHE, port, Entropy.from(new Random(1)), _ -> {});
  }

  private EmbeddedServer killAndStart(EmbeddedServer server) {
    var process = server.processHandle();
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    server.close();
    return start(server.port());
  }

  private void awaitAppends(int count) {
    while (appends.get() < count) {
      Thread.onSpinWait();
    }
  }

  private Void write(Vault vault, int writer) throws Exception {
    var random = new Random(writer);
    for (var number = 0; !enough.get(); number++) {
      var id = new TransactionId(Hash.of(Incomes.bytes(random, Hash.SIZE_BYTES).toArray()));
      var payment = new PaymentId("p-%d-%d".formatted(writer, number));
      try {
        vault.append(Incomes.income(id, payment, random)).get(1, TimeUnit.MINUTES);
      } catch (ExecutionException e) {
        throw new AssertionError("The vault gave up", e);
      }
      acknowledged.add(id);
      appends.incrementAndGet();
    }
    return null;
  }

  private void check(Vault vault) {
    var found = new HashSet<TransactionId>();
    var live = new HashSet<TransactionId>();
    try (var scan = vault.scan()) {
      scan.transactions(
          known -> {
            assertThat(found.add(known.id())).isTrue();
            assertThat(known.settlement()).isPresent();
          });
      scan.liveStates(state -> assertThat(live.add(state.ref().transaction())).isTrue());
      assertThat(scan.totals().getFirst().sum().tiyn()).isEqualTo(found.size() * Incomes.TIYN);
    }
    assertThat(found).containsAll(acknowledged).isEqualTo(live);
  }
}

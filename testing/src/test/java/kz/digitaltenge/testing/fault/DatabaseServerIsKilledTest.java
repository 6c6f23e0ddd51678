package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
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
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.PostgresVault;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord;
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
  private static final long TIYN = 7;

  private static final NodeId PEER = new NodeId("KCJBKZKX");
  private static final AccountId ACCOUNT = AccountId.of("601", "DT00000000001");
  private static final Holding TENGE = Holding.of(new Asset(new NodeId("NBRKKZKX"), "KZT"));
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

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
      var id = new TransactionId(Hash.of(bytes(random, Hash.SIZE_BYTES).toArray()));
      var payment = new PaymentId("p-%d-%d".formatted(writer, number));
      try {
        vault.append(income(id, payment, random)).get(1, TimeUnit.MINUTES);
      } catch (ExecutionException e) {
        throw new AssertionError("The vault gave up", e);
      }
      acknowledged.add(id);
      appends.incrementAndGet();
    }
    return null;
  }

  private static List<VaultRecord> income(TransactionId id, PaymentId payment, Random random) {
    var state =
        new OwnState(
            new StateRef(id, 0),
            ACCOUNT,
            OwnState.Kind.TOKEN,
            TENGE,
            Amount.ofTiyn(TIYN),
            new KeyLabel(random.nextLong(), random.nextLong()));
    var stored =
        new VaultRecord.Stored(
            id,
            bytes(random, 850),
            payment,
            1,
            PEER,
            NOW,
            bytes(random, 2_000),
            List.of(state),
            bytes(random, 80));
    var settlement = new Settlement(id, Settlement.Outcome.FINAL, bytes(random, 1_200), 1, NOW);
    var movement =
        new Movement(ACCOUNT, Movement.Direction.IN, TENGE, Amount.ofTiyn(TIYN), payment, "KZ…");
    return List.of(
        stored, new VaultRecord.Settled(settlement, List.of(state), List.of(), List.of(movement)));
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
      assertThat(scan.totals().getFirst().sum().tiyn()).isEqualTo(found.size() * TIYN);
    }
    assertThat(found).containsAll(acknowledged).isEqualTo(live);
  }

  private static Bytes bytes(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.ofTrusted(bytes);
  }
}

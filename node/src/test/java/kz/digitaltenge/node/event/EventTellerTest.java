package kz.digitaltenge.node.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the unit of work by which something happens to the event of the vault.
class EventTellerTest {
  private static final VirtualThreadTasks TASKS =
      new VirtualThreadTasks("events", Duration.ofSeconds(20));
  private static final Instant AT = Instant.parse("2026-03-02T07:00:00Z");

  /// Two full writes and a part of one.
  private static final int MANY = 450;

  private static PostgresServer server;
  private static SideSchema books;
  private static PostgresOutbox outbox;

  private final MemoryVault vault = new MemoryVault(MemoryVault.Syncing.AT_ONCE);

  @BeforeAll
  static void startServer() throws SQLException {
    server = PostgresServer.start("off");
    VaultDatabase database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    // As after a stop.
    outbox.close();
    outbox = PostgresOutbox.open(database);
    // Where somebody keeps what happens: any tables of the database would do.
    books = new SideSchema(database, "event", "classpath:kz/digitaltenge/node/event", 2);
  }

  @AfterAll
  static void stopServer() throws IOException {
    TASKS.close();
    books.close();
    outbox.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    outbox.told(Long.MAX_VALUE);
  }

  private static Happening happening(int account, int number) {
    return new Happening(
        Kind.STANDING_PAYMENT_FAILED,
        AccountId.of("601", "%013d".formatted(account)),
        AT,
        "rent",
        Optional.of(number),
        Optional.of(new Happening.Sum("KZT", Amount.ofTenge(5))),
        Optional.of(ErrorCode.INSUFFICIENT_BALANCE),
        Optional.of("a detail"));
  }

  private static void happens(Happening... happenings) {
    var _ =
        books.work(
            connection -> {
              for (Happening each : happenings) {
                outbox.put(connection, each);
              }
              return true;
            });
  }

  private EventTeller started(int crossings) {
    var tripwire = new Tripwire(crossings);
    return new EventTeller(
        tripwire.on(Outbox.class, outbox),
        TestNetwork.HALYK,
        tripwire.on(Vault.class, vault),
        TASKS);
  }

  private List<Happening> told() {
    return vault.events(VaultEvent.BEGINNING, VaultEvent.READ_MAX).join().stream()
        .map(event -> ((VaultEvent.Happened) event).happening())
        .toList();
  }

  @Test
  void whoeverIsKilledAtAnyStepTellsEachOnceInItsOrder() {
    int kills = 0;
    boolean killed = true;
    while (killed) {
      happens(happening(1, 2 * kills), happening(1, 2 * kills + 1));
      killed = isKilled(kills);
      kills++;
      started(Integer.MAX_VALUE).tell();

      assertThat(told())
          .isEqualTo(IntStream.range(0, 2 * kills).mapToObj(i -> happening(1, i)).toList());
      assertThat(outbox.waiting(1)).isEmpty();
    }
    // Before and after each of: looking, writing, forgetting.
    assertThat(kills).isEqualTo(7);
  }

  private boolean isKilled(int crossings) {
    try {
      started(crossings).tell();
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void whatHappensSideBySideIsToldInTheOrderOfEachAccount() {
    int accounts = 4;
    int each = 50;
    try (var threads = Executors.newFixedThreadPool(accounts)) {
      List<CompletableFuture<Void>> writing =
          IntStream.range(0, accounts)
              .mapToObj(
                  account ->
                      CompletableFuture.runAsync(
                          () ->
                              IntStream.range(0, each)
                                  .forEach(number -> happens(happening(account, number))),
                          threads))
              .toList();
      while (!writing.stream().allMatch(CompletableFuture::isDone)) {
        // Several may tell at once.
        CompletableFuture<Void> other =
            CompletableFuture.runAsync(() -> started(Integer.MAX_VALUE).tell());
        started(Integer.MAX_VALUE).tell();
        other.join();
      }
      writing.forEach(CompletableFuture::join);
    }
    started(Integer.MAX_VALUE).tell();

    for (int account = 0; account < accounts; account++) {
      AccountId of = happening(account, 0).account();
      assertThat(told().stream().filter(event -> event.account().equals(of)))
          .extracting(event -> event.number().orElseThrow())
          .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
    }
  }

  @Test
  void whatDidNotHappenIsNotTold() {
    assertThatThrownBy(
            () ->
                books.work(
                    connection -> {
                      outbox.put(connection, happening(1, 0));
                      throw new SQLException("no");
                    }))
        .isNotNull();
    started(Integer.MAX_VALUE).tell();

    assertThat(told()).isEmpty();
  }

  @Test
  void moreThanOneWriteTakesIsToldInOneGo() {
    happens(IntStream.range(0, MANY).mapToObj(i -> happening(1, i)).toArray(Happening[]::new));
    started(Integer.MAX_VALUE).tell();

    assertThat(told()).isEqualTo(IntStream.range(0, MANY).mapToObj(i -> happening(1, i)).toList());
    assertThat(outbox.waiting(1)).isEmpty();
  }
}

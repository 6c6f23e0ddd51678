package kz.digitaltenge.node.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The central bank's orders as a bank's programs are told of them (C08, C12).
class BlockNoticesTest {
  private static final TestNetwork NETWORK = TestNetwork.of(1);
  private static final NodeId HALYK = TestNetwork.HALYK;
  private static final AccountId OWN = Accounts.own("601");

  private static PostgresServer server;

  private final List<BlockOrder> orders = new ArrayList<>();
  private Instant now = TestNetwork.NOW;

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresServer.start("off");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private BlockNotices started(PostgresOutbox outbox) {
    var notices = new BlockNotices(() -> List.copyOf(orders), HALYK, OWN, outbox, () -> now);
    notices.begin();
    return notices;
  }

  private void order(Optional<NodeId> node, Set<Scope> scopes, Optional<Instant> until) {
    orders.add(NETWORK.order(orders.size() + 1L, node, scopes, until));
  }

  private static List<String> told(PostgresOutbox outbox) {
    return outbox.waiting(100).stream()
        .map(Happened::happening)
        .map(each -> "%s %s %s".formatted(each.kind(), each.subject(), each.detail().orElse("-")))
        .toList();
  }

  @Test
  void eachOrderAboutTheBankOrTheNetworkIsToldOnceHoweverOftenTheNodeStarts() throws SQLException {
    VaultDatabase database = server.newDatabase();
    try (PostgresOutbox outbox = PostgresOutbox.open(database)) {
      BlockNotices notices = started(outbox);
      order(Optional.of(HALYK), Set.of(Scope.SEND, Scope.CONVERT), Optional.empty());
      order(Optional.of(TestNetwork.ALTYN), Set.of(Scope.SEND), Optional.empty());
      notices.look();
      order(Optional.empty(), Set.of(Scope.SEND, Scope.RECEIVE), Optional.empty());
      order(Optional.empty(), Set.of(), Optional.empty());
      order(Optional.of(HALYK), Set.of(), Optional.empty());
      started(outbox).look();
      started(outbox).look();
      notices.look();

      assertThat(told(outbox))
          .containsExactly(
              "BANK_BLOCKED 1 send,convert",
              "NETWORK_HALTED 3 send,receive",
              "NETWORK_RESUMED 4 -",
              "BANK_BLOCK_LIFTED 5 -");
      assertThat(outbox.waiting(100))
          .extracting(each -> each.happening().account())
          .containsOnly(OWN);
    }
  }

  @Test
  void whatEndsByItselfIsToldWhenItHasUnlessAnotherTookItsPlaceBefore() throws SQLException {
    Instant end = now.plus(Duration.ofHours(1));
    try (PostgresOutbox outbox = PostgresOutbox.open(server.newDatabase())) {
      BlockNotices notices = started(outbox);
      order(Optional.of(HALYK), Set.of(Scope.SEND), Optional.of(end));
      notices.look();
      // Orders of the test are all made at the network's time, which is before the end.
      order(Optional.empty(), Set.of(Scope.SEND), Optional.of(end));
      order(Optional.empty(), Set.of(), Optional.empty());
      notices.look();
      now = end;
      started(outbox).look();
      notices.look();

      assertThat(told(outbox))
          .containsExactly(
              "BANK_BLOCKED 1 send until " + end,
              "NETWORK_HALTED 2 send until " + end,
              "NETWORK_RESUMED 3 -",
              "BANK_BLOCK_LIFTED 1 time");
    }
  }

  @Test
  void whatWasThereBeforeAnybodyWasToldIsNoEvent() throws SQLException {
    order(Optional.of(HALYK), Set.of(Scope.SEND), Optional.of(now.plusSeconds(5)));
    order(Optional.empty(), Set.of(Scope.SEND), Optional.of(now.minusSeconds(5)));
    try (PostgresOutbox outbox = PostgresOutbox.open(server.newDatabase())) {
      started(outbox).look();
      assertThat(told(outbox)).isEmpty();

      now = now.plusSeconds(5);
      started(outbox).look();
      assertThat(told(outbox)).containsExactly("BANK_BLOCK_LIFTED 1 time");
    }
  }

  /// A name that the database does not take stands for a kill between two of them.
  @Test
  void whoIsKilledAtTheFirstStartBeginsAnew() throws SQLException {
    order(Optional.of(HALYK), Set.of(Scope.SEND), Optional.empty());
    try (PostgresOutbox outbox = PostgresOutbox.open(server.newDatabase())) {
      assertThatThrownBy(() -> outbox.begin("orders", List.of("order-7", "\0")))
          .isInstanceOf(PlatformException.class);

      started(outbox).look();
      assertThat(told(outbox)).isEmpty();
    }
  }
}

package kz.digitaltenge.app.role;

import java.time.Duration;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.node.customer.LimitNotices;
import kz.digitaltenge.node.event.BlockNotices;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.NodeParts;

/// What a bank's programs are told of because somebody looks: orders of the central bank, and sums
/// that come into force.
record Noticing(BlockNotices blocks, LimitNotices limits, Rounds rounds) {
  private static final Duration ROUND = Duration.ofSeconds(1);

  static Noticing of(NodeRole node, NodeSetting setting, Machine machine) {
    NodeParts parts = node.parts();
    PostgresOutbox outbox = node.books().outbox();
    Asset tenge = parts.network().get().current().assets().getFirst().asset();
    var blocks =
        new BlockNotices(
            node.blocks()::orders, parts.self(), node.ownAccount(), outbox, machine.clock());
    var limits =
        new LimitNotices(
            setting.limits(machine.clock()).table(),
            node.ownAccount(),
            tenge.code(),
            outbox,
            machine.businessClock());
    return new Noticing(
        blocks,
        limits,
        new Rounds(
            "notices",
            ROUND,
            parts.tasks(),
            () -> {
              blocks.look();
              limits.look();
            }));
  }

  /// Before the node takes orders.
  void begin() {
    blocks.begin();
    limits.begin();
  }
}

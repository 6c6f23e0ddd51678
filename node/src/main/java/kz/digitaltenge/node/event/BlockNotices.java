package kz.digitaltenge.node.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// Tells a bank's programs of the central bank's orders about the bank and about the whole network,
/// and of the end of those that end by themselves. An order is on disk when it binds; it has a name
/// by its number, so it is told once whoever is killed when. One thread calls.
public final class BlockNotices {
  private static final String BEGUN = "orders";

  /// Said of what ended by its own time.
  private static final String BY_TIME = "time";

  private final Supplier<List<BlockOrder>> orders;
  private final NodeId self;
  private final AccountId own;
  private final PostgresOutbox outbox;
  private final InstantSource clock;
  private final Set<String> told = new HashSet<>();

  /// Over the orders that a node keeps, oldest first.
  ///
  /// @param own the bank's own account, which it is told on
  public BlockNotices(
      Supplier<List<BlockOrder>> orders,
      NodeId self,
      AccountId own,
      PostgresOutbox outbox,
      InstantSource clock) {
    this.orders = orders;
    this.self = self;
    this.own = own;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// What was there before the bank was told of anything is no event. Called before the node takes
  /// orders.
  public void begin() {
    List<BlockOrder> known = orders.get();
    var names = new ArrayList<String>();
    for (BlockOrder order : known) {
      names.add(name(order));
      end(order, known).ifPresent(_ -> names.add(endName(order)));
    }
    outbox.begin(BEGUN, names);
  }

  /// Looks once.
  public void look() {
    List<BlockOrder> known = orders.get();
    for (BlockOrder order : known) {
      if (concerns(order)) {
        if (told.add(name(order))) {
          tell(name(order), happening(order));
        }
        Optional<Instant> end = end(order, known);
        if (end.isPresent() && told.add(endName(order))) {
          tell(endName(order), ended(order, end.get()));
        }
      }
    }
  }

  private void tell(String name, Happening happening) {
    try {
      outbox.putOnce(name, happening);
    } catch (RuntimeException e) {
      told.remove(name);
      throw e;
    }
  }

  private boolean concerns(BlockOrder order) {
    return order.block().node().map(self::equals).orElse(true);
  }

  /// When an order ended by itself, unless another took its place before.
  private Optional<Instant> end(BlockOrder order, List<BlockOrder> known) {
    return order
        .block()
        .until()
        .filter(until -> !order.block().lifts() && !clock.instant().isBefore(until))
        .filter(
            until ->
                known.stream()
                    .filter(each -> each.sequence() > order.sequence())
                    .filter(each -> each.block().node().equals(order.block().node()))
                    .noneMatch(each -> each.block().at().isBefore(until)));
  }

  private Happening happening(BlockOrder order) {
    Block block = order.block();
    boolean isHalt = block.node().isEmpty();
    if (block.lifts()) {
      return happening(lifted(isHalt), order, block.at(), Optional.empty());
    }
    String until = block.until().map(end -> " until " + end).orElse("");
    return happening(
        isHalt ? Kind.NETWORK_HALTED : Kind.BANK_BLOCKED,
        order,
        block.at(),
        Optional.of(Block.words(block.scopes()) + until));
  }

  private Happening ended(BlockOrder order, Instant end) {
    return happening(lifted(order.block().node().isEmpty()), order, end, Optional.of(BY_TIME));
  }

  private static Kind lifted(boolean isHalt) {
    return isHalt ? Kind.NETWORK_RESUMED : Kind.BANK_BLOCK_LIFTED;
  }

  private Happening happening(Kind kind, BlockOrder order, Instant at, Optional<String> detail) {
    return new Happening(
        kind,
        own,
        at,
        String.valueOf(order.sequence()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        detail);
  }

  private static String name(BlockOrder order) {
    return "order-" + order.sequence();
  }

  private static String endName(BlockOrder order) {
    return "order-" + order.sequence() + "-over";
  }
}

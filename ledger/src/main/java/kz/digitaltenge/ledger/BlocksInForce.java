package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Block.Scope;

/// What the central bank's orders come to: of each node, and of the network as a whole, the last
/// one counts. Immutable.
public final class BlocksInForce {
  public static final BlocksInForce NONE = new BlocksInForce(Map.of());

  private final Map<Optional<NodeId>, BlockOrder> newest;

  private BlocksInForce(Map<Optional<NodeId>, BlockOrder> newest) {
    this.newest = Map.copyOf(newest);
  }

  /// Orders in whatever order; of several about one node the one with the highest number counts.
  public static BlocksInForce of(List<BlockOrder> orders) {
    BlocksInForce all = NONE;
    for (BlockOrder each :
        orders.stream().sorted(Comparator.comparingLong(BlockOrder::sequence)).toList()) {
      all = all.with(each);
    }
    return all;
  }

  public BlocksInForce with(BlockOrder order) {
    Map<Optional<NodeId>, BlockOrder> changed = new HashMap<>(newest);
    changed.put(order.block().node(), order);
    return new BlocksInForce(changed);
  }

  /// The order that forbids the operation to the node at that time; the one about the whole network
  /// first.
  public Optional<BlockOrder> blocking(NodeId node, Scope scope, Instant time) {
    return blocking(node, Set.of(scope), time);
  }

  /// The order that forbids all of these at that time: one that lets a part go on forbids no part.
  public Optional<BlockOrder> blocking(NodeId node, Set<Scope> all, Instant time) {
    return about(Optional.<NodeId>empty())
        .filter(order -> order.block().binds(all, time))
        .or(() -> about(Optional.of(node)).filter(order -> order.block().binds(all, time)));
  }

  /// The last order about a node, or about the whole network.
  public Optional<BlockOrder> about(Optional<NodeId> node) {
    return Optional.ofNullable(newest.get(node));
  }

  /// The last order about each, as they were numbered.
  public List<BlockOrder> orders() {
    return newest.values().stream().sorted(Comparator.comparingLong(BlockOrder::sequence)).toList();
  }
}

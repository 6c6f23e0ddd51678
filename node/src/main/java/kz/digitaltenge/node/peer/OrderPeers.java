package kz.digitaltenge.node.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;

/// The other nodes, as the central bank shows them its officers' orders: [OrderDesk] across the
/// wire. Futures fail as those of [Peers].
public interface OrderPeers {
  /// As many as are shown at once.
  int ORDERS_MAX = 64;

  /// Completes with the number of the last order that the peer has.
  CompletableFuture<Long> take(NodeId peer, List<BlockOrder> orders);
}

package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;

/// What a node answers the central bank about orders of its officers. Blocking; each call runs in a
/// task of its own.
@FunctionalInterface
public interface OrderDesk {
  /// Takes orders that this node does not have yet, in their sequence; those that it has change
  /// nothing.
  ///
  /// @return the number of the last order that this node has on disk
  /// @throws kz.digitaltenge.api.error.PlatformException `ORDER_REFUSED`; `CALLER_NOT_ADMITTED` for
  ///   others than the central bank
  long take(NodeId peer, List<BlockOrder> orders);
}

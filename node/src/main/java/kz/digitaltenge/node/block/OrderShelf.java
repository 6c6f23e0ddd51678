package kz.digitaltenge.node.block;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.BlockOrder;

/// Where a node's orders lie, in their sequence. One writes.
public interface OrderShelf {
  /// Everything that was kept, from number 1 on.
  List<BlockOrder> orders();

  /// Returns when it is on disk.
  void keep(BlockOrder order);

  /// Keeps orders as long as the process lives.
  static OrderShelf inMemory() {
    var kept = new ArrayList<BlockOrder>();
    return new OrderShelf() {
      @Override
      public List<BlockOrder> orders() {
        return List.copyOf(kept);
      }

      @Override
      public void keep(BlockOrder order) {
        kept.add(order);
      }
    };
  }
}

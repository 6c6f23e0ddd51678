package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.BlockOrder;

/// Orders of the central bank's officers and who goes by them.
///
/// @param proposal an order that waits for another officer's signature
/// @param told how far the notary and each node are known to have them
public record OrderBoard(List<BlockOrder> orders, Optional<BlockOrder> proposal, List<Told> told) {
  public static final int ORDERS_MAX = 500;

  /// How far somebody has the orders.
  ///
  /// @param name a node's id, or `notary`
  /// @param sequence of the last order that it has
  public record Told(String name, long sequence) {}

  public OrderBoard {
    orders = List.copyOf(orders);
    told = List.copyOf(told);
  }
}

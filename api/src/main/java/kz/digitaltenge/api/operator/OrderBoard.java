package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Orders of the central bank's officers and who goes by them.
///
/// @param proposal an order that waits for another officer's signature
/// @param told how far the notary and each node are known to have them: the notary first, then the
///   central bank
/// @param network whose orders they are
/// @param officers the order keys of the officers of now, by number from 1
public record OrderBoard(
    List<BlockOrder> orders,
    Optional<BlockOrder> proposal,
    List<Told> told,
    Hash network,
    List<PublicKey> officers) {
  public static final int ORDERS_MAX = 500;

  /// How far somebody has the orders.
  ///
  /// @param name a node's id, or `notary`
  /// @param sequence of the last order that it has
  public record Told(String name, long sequence) {}

  public OrderBoard {
    orders = List.copyOf(orders);
    told = List.copyOf(told);
    officers = List.copyOf(officers);
  }
}

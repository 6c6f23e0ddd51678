package kz.digitaltenge.api.operator;

import kz.digitaltenge.ledger.BlockOrder;

/// What the central bank's officers do about blocks (C12). Blocking; any thread may call.
public interface BlockOperations {

  /// The orders with a number above `after`, at most [OrderBoard#ORDERS_MAX] of them.
  OrderBoard board(long after);

  /// Takes an order with the signature of one officer or more. Enough signatures, of several calls
  /// together, bring it into force: at the notary and at every node that can be reached. The same
  /// again changes nothing.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `ORDER_REFUSED`
  SignedOrder sign(BlockOrder order);
}

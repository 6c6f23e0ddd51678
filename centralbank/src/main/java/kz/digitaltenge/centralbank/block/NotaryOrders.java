package kz.digitaltenge.centralbank.block;

import java.util.List;
import kz.digitaltenge.ledger.BlockOrder;

/// The notary as orders are brought into force there, as a port.
@FunctionalInterface
public interface NotaryOrders {
  /// Returns once the last of the orders is in force. Blocking; the same again changes nothing.
  ///
  /// @param orders all from number 1 on
  /// @throws kz.digitaltenge.api.error.PlatformException `NOTARY_UNAVAILABLE` when nobody takes
  ///   them, `ORDER_REFUSED` when the notary goes by orders that these are not
  void bringUpToDate(List<BlockOrder> orders);
}

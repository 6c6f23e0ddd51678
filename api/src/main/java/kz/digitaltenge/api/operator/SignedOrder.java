package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.operator.OrderBoard.Told;

/// What became of an order that an officer signed.
///
/// @param inForce false while it waits for another officer
/// @param told how far the notary and each node are known to have orders; those that could not be
///   reached are told when they can be
public record SignedOrder(boolean inForce, List<Told> told) {
  public SignedOrder {
    told = List.copyOf(told);
  }
}

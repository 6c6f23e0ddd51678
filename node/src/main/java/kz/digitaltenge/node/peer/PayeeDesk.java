package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.NodeId;

/// Tells peers where to pay a customer whom they know by an alias. Blocking; refuses with a
/// [kz.digitaltenge.api.error.PlatformException].
@FunctionalInterface
public interface PayeeDesk {
  PayeeStatement payee(NodeId peer, PayeeQuestion question);
}

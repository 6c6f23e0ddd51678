package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;

/// What a node answers its peers about requests to pay. Blocking; refuses with a
/// [kz.digitaltenge.api.error.PlatformException].
public interface RequestDesk {
  /// Takes a request for a customer here; the same again tells how it stands.
  RequestWord take(NodeId peer, PayRequest request);

  /// Takes a request back that the peer made, unless the payer has decided already.
  RequestWord withdraw(NodeId peer, PaymentId name);

  /// Hears how a request that was made here has ended at the payer's bank.
  void ended(NodeId peer, RequestWord word);
}

package kz.digitaltenge.node.peer;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;

/// Other nodes as those who take and end requests to pay, as a port; see [RequestDesk]. Futures
/// fail with a [kz.digitaltenge.api.error.PlatformException].
public interface RequestPeers {
  CompletableFuture<RequestWord> take(NodeId peer, PayRequest request);

  CompletableFuture<RequestWord> withdraw(NodeId peer, PaymentId name);

  CompletableFuture<Boolean> ended(NodeId peer, RequestWord word);
}

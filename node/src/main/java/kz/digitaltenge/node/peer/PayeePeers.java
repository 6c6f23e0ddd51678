package kz.digitaltenge.node.peer;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;

/// The other banks' nodes as those who know their customers, as a port. Futures fail with a
/// [kz.digitaltenge.api.error.PlatformException].
@FunctionalInterface
public interface PayeePeers {
  CompletableFuture<PayeeStatement> payee(NodeId peer, PayeeQuestion question);
}

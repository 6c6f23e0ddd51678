package kz.digitaltenge.node.request;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;

/// A bank's requests, which outlive its node's crashes.
final class RequestBank implements RequestDesk {
  private final InMemoryNetwork network;
  final SimulatedNode node;
  final MemoryRequests book = new MemoryRequests(AskingLimits.STANDARD);

  RequestBank(InMemoryNetwork network, SimulatedNode node) {
    this.network = network;
    this.node = node;
    node.requests(this);
  }

  /// In this life of the node.
  private Requests requests() {
    return new Requests(
        book, node.parts(), node.flows().payments(), (RequestPeers) node.parts().peers());
  }

  <T> T does(Function<Requests, T> work) {
    return network.simulation().await(asks(work), Scene.PATIENCE);
  }

  <T> CompletableFuture<T> asks(Function<Requests, T> work) {
    Requests now = requests();
    return node.ask(_ -> work.apply(now));
  }

  @Override
  public RequestWord take(NodeId peer, PayRequest request) {
    return requests().take(peer, request);
  }

  @Override
  public RequestWord withdraw(NodeId peer, PaymentId name) {
    return requests().withdraw(peer, name);
  }

  @Override
  public void ended(NodeId peer, RequestWord word) {
    requests().ended(peer, word);
  }
}

package kz.digitaltenge.node.request;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.EventTeller;
import kz.digitaltenge.node.event.TellingPayments;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.VaultEvent;

/// A bank's requests, which outlive its node's crashes.
final class RequestBank implements RequestDesk {
  private final InMemoryNetwork network;
  final SimulatedNode node;
  final MemoryRequests book = new MemoryRequests(AskingLimits.STANDARD);

  /// Who asks those who sign for customers' accounts.
  UnaryOperator<PaymentService> asking = UnaryOperator.identity();

  RequestBank(InMemoryNetwork network, SimulatedNode node) {
    this.network = network;
    this.node = node;
    node.requests(this);
  }

  /// In this life of the node.
  private Requests requests() {
    return new Requests(
        book,
        node.parts(),
        asking.apply(new TellingPayments(teller(), node.flows().payments())),
        (RequestPeers) node.parts().peers());
  }

  private EventTeller teller() {
    NodeParts parts = node.parts();
    return new EventTeller(book.outbox, node.id(), parts.vault(), parts.tasks());
  }

  <T> T does(Function<Requests, T> work) {
    return network.simulation().await(asks(work), Scene.PATIENCE);
  }

  <T> CompletableFuture<T> asks(Function<Requests, T> work) {
    Requests now = requests();
    return node.ask(_ -> work.apply(now));
  }

  /// Tells of what waits, and returns all that the node's bank was told of an account.
  List<String> told(AccountId account) {
    EventTeller teller = teller();
    var _ =
        network
            .simulation()
            .await(
                node.ask(
                    _ -> {
                      teller.tell();
                      return true;
                    }),
                Scene.PATIENCE);
    return node.vault().events(VaultEvent.BEGINNING, VaultEvent.READ_MAX).join().stream()
        .filter(event -> event.account().equals(account))
        .map(RequestBank::name)
        .toList();
  }

  private static String name(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened _ -> "OPENED";
      case VaultEvent.Moved(var line) -> line.movement().direction().name();
      case VaultEvent.Undone(_, _, var outcome, _, _, _) -> outcome.name();
      case VaultEvent.Happened(_, var happening) -> happening.kind().name();
    };
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

package kz.digitaltenge.app.role;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.centralbank.block.OrderListener;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.StreamPeers;

/// The ID centre as the central bank's node tells it of orders, over a stream of their own.
final class CentreOrders implements AutoCloseable {
  private final StreamClient stream;
  private final NodeId self;
  private final StreamPeers peers;

  CentreOrders(NodeSetting setting, IdCentreContact centre, Machine machine) {
    this.stream =
        new StreamClient(
            new StreamTarget(centre.endpoint(), IdCentre.NAME, PeerService.NAME),
            setting.tls(),
            StreamLimits.standard(),
            machine.threads());
    this.self = setting.self();
    this.peers = new StreamPeers(_ -> stream);
  }

  OrderListener listener() {
    return new OrderListener(IdCentre.NAME, this::take);
  }

  /// There is one stream only, whoever is named.
  private CompletableFuture<Long> take(List<BlockOrder> orders) {
    return peers.take(self, orders);
  }

  @Override
  public void close() {
    stream.close();
  }
}

package kz.digitaltenge.app.role;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.StreamPeers;

/// A node's streams to its peers, where the network parameters say that they are.
final class PeerLinks implements AutoCloseable {
  private final TlsIdentity tls;
  private final NetworkWatch network;
  private final NetworkThreads threads;
  private final Map<String, StreamClient> streams = new ConcurrentSkipListMap<>();

  PeerLinks(TlsIdentity tls, NetworkWatch network, NetworkThreads threads) {
    this.tls = tls;
    this.network = network;
    this.threads = threads;
  }

  StreamPeers peers() {
    return new StreamPeers(this::link);
  }

  /// Whether the stream to each node that was called is up, by the node's name.
  Map<String, Boolean> up() {
    Map<String, Boolean> now = new TreeMap<>();
    streams.forEach((peer, stream) -> now.put(peer, stream.isUp()));
    return now;
  }

  @Override
  public void close() {
    streams.values().forEach(StreamClient::close);
  }

  private Link link(NodeId peer) {
    Participant participant =
        network
            .get()
            .current()
            .participant(peer)
            .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", peer).exception());
    var stream =
        new StreamClient(
            new StreamTarget(
                Endpoint.parse(participant.endpoint()), peer.value(), PeerService.NAME),
            tls,
            StreamLimits.standard(),
            threads);
    streams.put(peer.value(), stream);
    return stream;
  }
}

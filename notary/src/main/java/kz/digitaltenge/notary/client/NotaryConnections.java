package kz.digitaltenge.notary.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.notary.NotaryProtocol;

/// One stream to each member of the notary, connected when it is first used.
public final class NotaryConnections implements AutoCloseable {

  private final Map<String, StreamClient> streams = new LinkedHashMap<>();

  private NotaryConnections() {}

  /// Prepares the streams.
  ///
  /// @param tls this node's certificate
  public static NotaryConnections to(
      List<NotaryMember> members, TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
    NotaryConnections connections = new NotaryConnections();
    for (NotaryMember member : members) {
      StreamTarget target =
          new StreamTarget(
              Endpoint.parse(member.endpoint()), member.name(), NotaryProtocol.SERVICE);
      connections.streams.put(member.name(), new StreamClient(target, tls, limits, threads));
    }
    return connections;
  }

  /// The members' links by name, in the order of the parameters.
  public Map<String, Link> links() {
    return new LinkedHashMap<>(streams);
  }

  @Override
  public void close() {
    streams.values().forEach(StreamClient::close);
  }
}

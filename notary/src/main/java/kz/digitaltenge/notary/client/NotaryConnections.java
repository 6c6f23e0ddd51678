package kz.digitaltenge.notary.client;

import java.util.Collections;
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

/// One stream to each member of the notary, connected when it is first used. Any thread may call.
public final class NotaryConnections implements AutoCloseable {

  private final TlsIdentity tls;
  private final StreamLimits limits;
  private final NetworkThreads threads;

  /// Guarded by this.
  private final Map<NotaryMember, StreamClient> streams = new LinkedHashMap<>();

  private volatile Map<String, Link> links = Map.of();

  private NotaryConnections(TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
    this.tls = tls;
    this.limits = limits;
    this.threads = threads;
  }

  /// Prepares the streams.
  ///
  /// @param tls this node's certificate
  public static NotaryConnections to(
      List<NotaryMember> members, TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
    NotaryConnections connections = new NotaryConnections(tls, limits, threads);
    connections.follow(members);
    return connections;
  }

  /// Connects to these members from now on, and to no others.
  public synchronized void follow(List<NotaryMember> members) {
    streams
        .entrySet()
        .removeIf(
            known -> {
              boolean gone = !members.contains(known.getKey());
              if (gone) {
                known.getValue().close();
              }
              return gone;
            });
    Map<String, Link> listed = new LinkedHashMap<>();
    for (NotaryMember member : members) {
      listed.put(member.name(), streams.computeIfAbsent(member, this::open));
    }
    links = Collections.unmodifiableMap(listed);
  }

  private StreamClient open(NotaryMember member) {
    StreamTarget target =
        new StreamTarget(Endpoint.parse(member.endpoint()), member.name(), NotaryProtocol.SERVICE);
    return new StreamClient(target, tls, limits, threads);
  }

  /// The members' links by name, in the order of the parameters.
  public Map<String, Link> links() {
    return links;
  }

  @Override
  public synchronized void close() {
    streams.values().forEach(StreamClient::close);
  }
}

package kz.digitaltenge.node.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.MalformedException;

/// Talks to the other nodes over one long-lived stream each, opened at the first call.
public final class StreamPeers implements Peers {
  private final Function<NodeId, Link> connect;
  private final ConcurrentHashMap<NodeId, Link> links = new ConcurrentHashMap<>();

  /// Uses `connect` to make the link to a peer, once.
  public StreamPeers(Function<NodeId, Link> connect) {
    this.connect = connect;
  }

  @Override
  public CompletableFuture<Prepared> prepare(NodeId peer, Prepare request) {
    return call(peer, MessageKind.PREPARE, request.encode(), Prepared::decode);
  }

  @Override
  public CompletableFuture<Attestation> propose(NodeId peer, Propose request) {
    return call(peer, MessageKind.PROPOSE, request.encode(), Attestation::decode);
  }

  @Override
  public CompletableFuture<Boolean> deliver(NodeId peer, FinalityProof proof) {
    return call(peer, MessageKind.DELIVER, proof.encode(), _ -> true);
  }

  @Override
  public CompletableFuture<Boolean> gossip(NodeId peer, SignedHead head) {
    return call(peer, MessageKind.GOSSIP, head.encode(), _ -> true);
  }

  private <T> CompletableFuture<T> call(
      NodeId peer, int kind, byte[] body, Function<byte[], T> read) {
    return links
        .computeIfAbsent(peer, connect)
        .call(kind, body)
        .thenApply(answer -> parse(peer, answer, read));
  }

  private static <T> T parse(NodeId peer, byte[] answer, Function<byte[], T> read) {
    try {
      return read.apply(answer);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", peer, "reason", e.reason())
          .exception(e);
    }
  }
}

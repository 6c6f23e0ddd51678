package kz.digitaltenge.node.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SupplyNotice;

/// Talks to the other nodes over one long-lived stream each, opened at the first call.
public final class StreamPeers implements Peers, CutPeers, OrderPeers, PayeePeers, RequestPeers {
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

  @Override
  public CompletableFuture<SignedStatement> state(NodeId peer, SignedHead cut) {
    return call(peer, MessageKind.CUT_STATE, cut.encode(), SignedStatement::decode);
  }

  @Override
  public CompletableFuture<List<Opening>> open(NodeId peer, CutDraw draw) {
    return call(peer, MessageKind.CUT_OPEN, draw.encode(), CutWire::openings);
  }

  @Override
  public CompletableFuture<List<SetHash>> bucketHashes(NodeId peer) {
    return call(peer, MessageKind.CUT_BUCKET_HASHES, new byte[0], CutWire::hashes);
  }

  @Override
  public CompletableFuture<BucketClaim> bucket(NodeId peer, int bucket) {
    return call(peer, MessageKind.CUT_BUCKET, CutWire.encode(bucket), BucketClaim::decode);
  }

  @Override
  public CompletableFuture<PairPart> pair(NodeId peer, PairQuestion question) {
    return call(peer, MessageKind.CUT_PAIR, question.encode(), PairPart::decode);
  }

  @Override
  public CompletableFuture<StateProof> show(NodeId peer, StateRef reference) {
    return call(peer, MessageKind.CUT_SHOW, CutWire.encode(reference), CutWire::state);
  }

  @Override
  public CompletableFuture<Boolean> notice(NodeId peer, SupplyNotice notice) {
    return call(peer, MessageKind.SUPPLY_NOTICE, notice.encode(), _ -> true);
  }

  @Override
  public CompletableFuture<Long> take(NodeId peer, List<BlockOrder> orders) {
    return call(peer, MessageKind.ORDERS, OrderWire.encode(orders), OrderWire::sequence);
  }

  @Override
  public CompletableFuture<PayeeStatement> payee(NodeId peer, PayeeQuestion question) {
    return call(peer, MessageKind.PAYEE, question.encode(), PayeeStatement::decode);
  }

  @Override
  public CompletableFuture<RequestWord> take(NodeId peer, PayRequest request) {
    return call(peer, MessageKind.REQUEST_TAKE, request.encode(), RequestWord::decode);
  }

  @Override
  public CompletableFuture<RequestWord> withdraw(NodeId peer, PaymentId name) {
    byte[] body = Encoding.encode(name, PaymentId::writeTo);
    return call(peer, MessageKind.REQUEST_WITHDRAW, body, RequestWord::decode);
  }

  @Override
  public CompletableFuture<Boolean> ended(NodeId peer, RequestWord word) {
    return call(peer, MessageKind.REQUEST_ENDED, word.encode(), _ -> true);
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

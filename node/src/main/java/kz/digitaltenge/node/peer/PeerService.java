package kz.digitaltenge.node.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.node.vault.VaultException;

/// Serves a node's desk to its peers: reads messages, runs each in a task, some of each peer at
/// once, and answers.
///
/// Who calls is what the certificate says. Bytes that cannot be read are refused before anything
/// else looks at them.
public final class PeerService implements Handler {
  /// The name of the service on a node's endpoint.
  public static final String NAME = "peer";

  private static final byte[] DONE = {};

  private final PeerTurns turns;
  private final Handler byKind;

  /// Serves `desk` only, for a node that says nothing about cuts.
  public PeerService(PeerDesk desk, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = Handler.byKind(NAME, payments(desk));
  }

  /// Serves `desk` and `cuts` with tasks for each call.
  public PeerService(PeerDesk desk, CutDesk cuts, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = together(payments(desk), cuts(cuts));
  }

  /// The same with the central bank's orders taken too.
  public PeerService(PeerDesk desk, CutDesk cuts, OrderDesk orders, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = together(payments(desk), cuts(cuts), orders(orders));
  }

  /// The same for a bank whose customers are found by aliases.
  public PeerService(PeerDesk desk, CutDesk cuts, OrderDesk orders, PayeeDesk payees, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = together(payments(desk), cuts(cuts), orders(orders), payees(payees));
  }

  /// The same for a bank whose customers are asked to pay.
  public PeerService(
      PeerDesk desk,
      CutDesk cuts,
      OrderDesk orders,
      PayeeDesk payees,
      RequestDesk requests,
      Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind =
        together(payments(desk), cuts(cuts), orders(orders), payees(payees), requests(requests));
  }

  /// Takes the central bank's orders only, for who is no node and keeps to them too.
  public PeerService(OrderDesk orders, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = together(orders(orders));
  }

  /// Serves payments and requests to pay only.
  public PeerService(PeerDesk desk, RequestDesk requests, Tasks tasks) {
    this.turns = new PeerTurns(tasks);
    this.byKind = together(payments(desk), requests(requests));
  }

  @SafeVarargs
  private static Handler together(Map<Integer, KindHandler>... services) {
    Map<Integer, KindHandler> kinds = new HashMap<>();
    for (Map<Integer, KindHandler> each : services) {
      kinds.putAll(each);
    }
    return Handler.byKind(NAME, kinds);
  }

  private Map<Integer, KindHandler> orders(OrderDesk desk) {
    return Map.of(
        MessageKind.ORDERS,
        answering(OrderWire::orders, (peer, more) -> OrderWire.encode(desk.take(peer, more))));
  }

  private Map<Integer, KindHandler> payees(PayeeDesk desk) {
    return Map.of(
        MessageKind.PAYEE,
        answering(PayeeQuestion::decode, (peer, question) -> desk.payee(peer, question).encode()));
  }

  private Map<Integer, KindHandler> requests(RequestDesk desk) {
    return Map.of(
        MessageKind.REQUEST_TAKE,
        answering(PayRequest::decode, (peer, request) -> desk.take(peer, request).encode()),
        MessageKind.REQUEST_WITHDRAW,
        answering(
            body -> Encoding.decode(body, PaymentId::readFrom),
            (peer, name) -> desk.withdraw(peer, name).encode()),
        MessageKind.REQUEST_ENDED,
        answering(
            RequestWord::decode,
            (peer, word) -> {
              desk.ended(peer, word);
              return DONE;
            }));
  }

  private Map<Integer, KindHandler> payments(PeerDesk desk) {
    return Map.of(
        MessageKind.PREPARE,
        answering(Prepare::decode, (peer, request) -> desk.prepare(peer, request).encode()),
        MessageKind.PROPOSE,
        answering(Propose::decode, (peer, request) -> desk.propose(peer, request).encode()),
        MessageKind.DELIVER,
        answering(
            FinalityProof::decode,
            (peer, proof) -> {
              desk.deliver(peer, proof);
              return DONE;
            }),
        MessageKind.GOSSIP,
        answering(
            SignedHead::decode,
            (peer, head) -> {
              desk.gossip(peer, head);
              return DONE;
            }));
  }

  private Map<Integer, KindHandler> cuts(CutDesk desk) {
    return Map.of(
        MessageKind.CUT_STATE,
        answering(SignedHead::decode, (peer, cut) -> desk.state(peer, cut).encode()),
        MessageKind.CUT_OPEN,
        answering(CutDraw::decode, (peer, draw) -> CutWire.encodeOpenings(desk.open(peer, draw))),
        MessageKind.CUT_BUCKET_HASHES,
        answering(_ -> DONE, (peer, _) -> CutWire.encodeHashes(desk.bucketHashes(peer))),
        MessageKind.CUT_BUCKET,
        answering(CutWire::bucket, (peer, bucket) -> desk.bucket(peer, bucket).encode()),
        MessageKind.CUT_SHOW,
        answering(
            CutWire::reference, (peer, reference) -> CutWire.encode(desk.show(peer, reference))),
        MessageKind.CUT_PAIR,
        answering(PairQuestion::decode, (peer, question) -> desk.pair(peer, question).encode()),
        MessageKind.SUPPLY_NOTICE,
        answering(
            SupplyNotice::decode,
            (peer, notice) -> {
              desk.notice(peer, notice);
              return DONE;
            }));
  }

  @Override
  public CompletableFuture<byte[]> handle(PeerIdentity peer, int kind, byte[] body) {
    return byKind.handle(peer, kind, body);
  }

  private <T> KindHandler answering(
      Function<byte[], T> read, BiFunction<NodeId, T, byte[]> answer) {
    return (peer, body) -> {
      var result = new CompletableFuture<byte[]>();
      turns.start(
          peer.name(),
          Trace.carried(
              () ->
                  complete(
                      result, () -> answer.apply(new NodeId(peer.name()), parse(body, read)))));
      return result;
    };
  }

  private static <T> T parse(byte[] body, Function<byte[], T> read) {
    try {
      return read.apply(body);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", e.reason() + " at byte " + e.offset())
          .exception(e);
    }
  }

  private static void complete(CompletableFuture<byte[]> result, Supplier<byte[]> work) {
    try {
      result.complete(work.get());
    } catch (PlatformException e) {
      result.completeExceptionally(e);
    } catch (VaultException e) {
      // The peer learns that this node cannot store now, and nothing of how it stores.
      result.completeExceptionally(
          Problem.of(ErrorCode.OVERLOADED, "queue", "The payee's node", "limit", "no more")
              .exception(e));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    }
  }
}

package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PeerDesk;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.VaultRecord;

/// The payee's side of a payment: answers where to pay, checks everything it is shown, stores it,
/// and only then attests *receive* (C01).
final class ReceiveDesk implements PeerDesk {
  private static final System.Logger LOG = System.getLogger(ReceiveDesk.class.getName());

  /// Storing takes milliseconds; a peer that waits longer asks again.
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_HEADS = Duration.ofMillis(200);

  private final NodeParts parts;
  private final Receipts receipts;
  private final ReceiptEnds ends;
  private final RefusedProposals refused;
  private final Returns returns;
  private final Validator validator;
  private final Custody custody;
  private final Map<NodeId, Instant> lastHeads = new ConcurrentHashMap<>();

  ReceiveDesk(NodeParts parts, Receipts receipts, ReceiptEnds ends, RefusedProposals refused) {
    this.parts = parts;
    this.receipts = receipts;
    this.ends = ends;
    this.refused = refused;
    this.returns = new Returns(parts);
    this.validator = new Validator(parts.verifier());
    this.custody = new Custody(parts.keys(), parts.guard());
  }

  @Override
  public Prepared prepare(NodeId peer, Prepare request) {
    requireFree(peer);
    AccountId payee = addressee(peer, request.payment(), request.payee(), request.refundOf());
    String name =
        parts.names().apply(payee).orElseThrow(() -> unknown(request.payee()).exception());
    parts.guard().requireReceiving(payee);
    KeyLabel label = Labels.payee(peer, request.payment(), request.attempt());
    return new Prepared(custody.condition(payee, label), tag(label), name);
  }

  @Override
  public Attestation propose(NodeId peer, Propose proposed) {
    var known = receipts.find(proposed.transaction().id());
    if (known.isPresent()) {
      return parts.tasks().await(known.get().stored(), STORE_TIMEOUT);
    }
    requireFree(peer);
    receipts.requireRoom(peer);
    receipts.requireOpen(proposed.transaction());
    Optional<TransactionId> refundOf = refundOf(proposed);
    Propose request = proposed.to(addressee(peer, proposed.payment(), proposed.payee(), refundOf));
    check(peer, request);
    List<OwnState> receives = receives(peer, request);
    if (refundOf.isPresent()) {
      returns.requireLeft(peer, request.payment(), refundOf.get(), receives);
    }
    parts.steps().reached(Step.PAYEE_VALIDATED, request.transaction().id());
    Attestation attestation =
        parts
            .tasks()
            .await(taken(request, stored(peer, proposed, request, receives)), STORE_TIMEOUT);
    Trace.tell(() -> told(peer, request));
    return attestation;
  }

  private String told(NodeId peer, Propose request) {
    return "%s: %s of %s is stored and attested"
        .formatted(parts.self(), request.transaction().id(), peer);
  }

  /// Whose account the peer means.
  private AccountId addressee(
      NodeId peer, PaymentId payment, AccountId payee, Optional<TransactionId> refundOf) {
    return refundOf.isPresent()
        ? returns.payer(peer, payment, refundOf.get(), payee)
        : parts.guard().addressee(peer, payment, payee);
  }

  private static Optional<TransactionId> refundOf(Propose proposed) {
    List<Intent> intents = proposed.transaction().transaction().intents();
    return intents.stream().findFirst().flatMap(PaymentTerms::refundOf);
  }

  /// The purse knows what is on its way when this returns.
  private CompletableFuture<Attestation> taken(Propose request, VaultRecord.Stored record) {
    Amount amount =
        record.receives().stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus);
    Holding holding = record.receives().getFirst().holding();
    try (var _ = parts.guard().receive(request.payee(), holding, amount)) {
      return receipts.add(request.transaction(), record);
    }
  }

  @Override
  public void deliver(NodeId peer, FinalityProof proof) {
    ends.delivered(proof);
  }

  /// A head that contradicts the log is evidence against the notary, whoever shows it.
  @Override
  public void gossip(NodeId peer, SignedHead head) {
    if (!isDue(peer)) {
      return;
    }
    try {
      parts.tasks().await(parts.notary().witness(head), HEAD_TIMEOUT);
    } catch (NotaryForkException e) {
      LOG.log(ERROR, () -> "ALARM: shown by %s: %s".formatted(peer, e.getMessage()));
    }
  }

  /// Each head shown costs a question to the notary in this node's name. Peers show one now and
  /// then; more of them say nothing more.
  private boolean isDue(NodeId peer) {
    Instant now = parts.clock().instant();
    Instant last = lastHeads.get(peer);
    boolean due = last == null || now.isBefore(last) || !now.isBefore(last.plus(BETWEEN_HEADS));
    return due
        && (last == null
            ? lastHeads.putIfAbsent(peer, now) == null
            : lastHeads.replace(peer, last, now));
  }

  /// What is stored already goes on: whether it becomes final, the notary says.
  private void requireFree(NodeId peer) {
    parts.blocks().requireFree(peer, Scope.SEND);
    parts.blocks().requireFree(parts.self(), Scope.RECEIVE);
    if (parts.self().equals(parts.network().get().current().centralBank().node())) {
      parts.blocks().requireFree(peer, Scope.CONVERT);
    }
  }

  private void check(NodeId peer, Propose request) {
    NetworkView network = parts.network().get();
    checkWindow(request.transaction().transaction().header().window());
    Verdict verdict = validator.validate(request.transaction(), request.provenance(), network);
    if (verdict instanceof Verdict.Rejected rejected) {
      refused.remember(peer, request, rejected);
      throw Refusals.of(rejected, request.transaction(), network).exception();
    }
    checkSpender(peer, request);
    checkIntent(peer, request);
  }

  /// The peer can only give what it looks after: the notary would not let it spend anything else.
  private void checkSpender(NodeId peer, Propose request) {
    for (int i = 0; i < request.provenance().size(); i++) {
      NodeId custodian =
          switch (request.provenance().get(i)) {
            case Provenance.Notarised(var state, _) -> state.state().custodian();
            case Provenance.Genesis(var asset) -> asset.issuer();
          };
      if (!custodian.equals(peer)) {
        throw Problem.of(
                ErrorCode.FOREIGN_TOKEN,
                "token",
                request.transaction().transaction().inputs().get(i))
            .exception();
      }
    }
  }

  private void checkIntent(NodeId peer, Propose request) {
    Intent intent = request.transaction().transaction().intents().getFirst();
    boolean meant =
        switch (intent) {
          case Intent.Move(var payment, int attempt) ->
              payment.equals(request.payment()) && attempt == request.attempt();
          case Intent.Refund(var payment, int attempt, _) ->
              payment.equals(request.payment()) && attempt == request.attempt();
          case Intent.Issue _ -> peer.equals(parts.network().get().current().centralBank().node());
          case Intent.Redeem _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _ -> false;
        };
    if (!meant) {
      throw Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "intent",
              "reason",
              "it is not what was proposed")
          .exception();
    }
  }

  private void checkWindow(TimeWindow window) {
    Instant now = parts.clock().instant();
    if (!window.contains(now.truncatedTo(ChronoUnit.MILLIS))) {
      Duration skew =
          now.isBefore(window.from())
              ? Duration.between(now, window.from())
              : Duration.between(window.until(), now);
      throw Problem.of(
              ErrorCode.CLOCK_SKEW,
              "skew",
              skew.toSeconds() + " s beyond the window",
              "limit",
              TransactionBuilder.WINDOW_BEFORE_NOW.toSeconds() + " s")
          .exception();
    }
  }

  /// What the transaction brings here: tokens under exactly the condition and tag that were
  /// prepared.
  private List<OwnState> receives(NodeId peer, Propose request) {
    KeyLabel label = Labels.payee(peer, request.payment(), request.attempt());
    Condition prepared = custody.condition(request.payee(), label);
    Hash tag = tag(label);
    Transaction transaction = request.transaction().transaction();
    var receives = new ArrayList<OwnState>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      State output = transaction.outputs().get(i);
      if (output.custodian().equals(parts.self())) {
        if (!(output instanceof Token token)
            || !token.condition().equals(prepared)
            || !transaction.tags().get(i).equals(tag)) {
          throw Refusals.notPrepared(i).exception();
        }
        receives.add(own(transaction, i, token, request.payee(), label));
      }
    }
    if (receives.isEmpty()) {
      throw Refusals.notPrepared(0).exception();
    }
    return receives;
  }

  private static OwnState own(
      Transaction transaction, int index, Token token, AccountId payee, KeyLabel label) {
    return new OwnState(
        transaction.output(index),
        payee,
        OwnState.Kind.TOKEN,
        new Holding(token.asset(), token.mark()),
        token.amount(),
        label);
  }

  /// The details are the number that stood for the account, so that what the payer's node has on
  /// its disk can be compared, or what a refund gives back, from which that number follows.
  private VaultRecord.Stored stored(
      NodeId peer, Propose proposed, Propose request, List<OwnState> receives) {
    Bytes details =
        refundOf(proposed)
            .map(RefundLink::to)
            .orElseGet(
                () ->
                    proposed.payee().equals(request.payee())
                        ? Bytes.empty()
                        : Bytes.ofTrusted(proposed.payee().value().getBytes(US_ASCII)));
    return new VaultRecord.Stored(
        request.transaction().id(),
        Bytes.ofTrusted(request.transaction().encode()),
        request.payment(),
        request.attempt(),
        peer,
        request.transaction().transaction().header().window().until(),
        Bytes.ofTrusted(provenance(request.provenance())),
        receives,
        details);
  }

  private static byte[] provenance(List<Provenance> provenance) {
    var out = new CborWriter(Propose.sizeUsualBytes(provenance));
    Encoding.list(out, provenance, Provenance::writeTo);
    return out.toBytes();
  }

  private Hash tag(KeyLabel label) {
    return CustodianTag.of(
        parts.network().get().networkId(), parts.self(), parts.nonces().nonce(label));
  }

  private Problem unknown(AccountId account) {
    return Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", parts.self());
  }
}

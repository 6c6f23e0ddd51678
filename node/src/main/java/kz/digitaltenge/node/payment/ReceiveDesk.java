package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PeerDesk;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.SplitLegs;
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
  private final Arrivals arrivals;
  private final Returns returns;
  private final Issues issues;
  private final Validator validator;
  private final Custody custody;
  private final Map<NodeId, Instant> lastHeads = new ConcurrentHashMap<>();

  ReceiveDesk(NodeParts parts, Receipts receipts, ReceiptEnds ends, RefusedProposals refused) {
    this.parts = parts;
    this.receipts = receipts;
    this.ends = ends;
    this.refused = refused;
    this.returns = new Returns(parts);
    this.issues = new Issues(parts, receipts);
    this.validator = new Validator(parts.verifier());
    this.custody = new Custody(parts.keys(), parts.guard());
    this.arrivals = new Arrivals(parts, custody);
  }

  @Override
  public Prepared prepare(NodeId peer, Prepare request) {
    requireFree(peer, request.refundOf());
    PaymentId name = request.payment().leg(request.leg());
    AccountId payee = addressee(peer, name, request.payee(), request.refundOf());
    String shown =
        parts.names().apply(payee).orElseThrow(() -> unknown(request.payee()).exception());
    parts.guard().requireReceiving(payee);
    parts.guard().requireRoom(payee, () -> receipts.coming(peer, request.payment(), payee));
    KeyLabel label = Labels.payee(peer, request.payment(), request.attempt(), request.leg());
    return new Prepared(custody.condition(payee, label), arrivals.tag(label), shown);
  }

  @Override
  public Attestation propose(NodeId peer, Propose proposed) {
    var known = receipts.find(proposed.transaction().id());
    if (known.isPresent()) {
      requireSame(known.get().record(), proposed);
      return parts.tasks().await(known.get().stored(), STORE_TIMEOUT);
    }
    Optional<TransactionId> refundOf = refundOf(proposed);
    requireFree(peer, refundOf);
    receipts.requireRoom(peer);
    receipts.requireOpen(proposed.transaction());
    Propose request = addressed(peer, proposed, refundOf);
    check(peer, request);
    List<OwnState> receives = arrivals.of(peer, request);
    Optional<Runnable> release =
        refundOf.map(
            of ->
                returns.requireLeft(peer, request.payment(), of, request.transaction(), receives));
    CompletableFuture<Attestation> storing;
    try {
      parts.steps().reached(Step.PAYEE_VALIDATED, request.transaction().id());
      VaultRecord.Stored record = stored(peer, proposed, request, receives);
      storing = issues.once(peer, request, () -> taken(proposed, record, 0));
    } catch (RuntimeException e) {
      release.ifPresent(Runnable::run);
      throw e;
    }
    if (release.isPresent()) {
      storing = storing.whenComplete((_, _) -> release.get().run());
    }
    Attestation attestation = parts.tasks().await(storing, STORE_TIMEOUT);
    Trace.tell(() -> told(peer, request));
    return attestation;
  }

  /// A transaction says nothing of what its payees are told: what was stored with it stays.
  private static void requireSame(VaultRecord.Stored known, Propose proposed) {
    if (known.remittances().isKept() && !known.remittances().equals(proposed.remittances())) {
      throw malformed("payees", "they were told something else before");
    }
  }

  private String told(NodeId peer, Propose request) {
    return "%s: %s of %s is stored and attested"
        .formatted(parts.self(), request.transaction().id(), peer);
  }

  /// The proposal for the accounts that it means. No number is in it twice; that two numbers stand
  /// for one account is not said, for they may be a phone and an IIN whose owner the payer does not
  /// know to be one.
  private Propose addressed(NodeId peer, Propose proposed, Optional<TransactionId> refundOf) {
    if (refundOf.isPresent() && proposed.hasLegs()) {
      throw malformed("payees", "what is given back goes to one account");
    }
    var accounts = new ArrayList<Propose.Payee>(proposed.payees().size());
    Set<AccountId> numbers = new HashSet<>();
    for (Propose.Payee payee : proposed.payees()) {
      PaymentId name = proposed.payment().leg(payee.leg());
      AccountId account = addressee(peer, name, payee.account(), refundOf);
      if (!numbers.add(payee.account())) {
        Problem repeated = Problem.of(ErrorCode.PAYEE_REPEATED, "account", payee.account());
        throw LegProblems.of(new Leg(payee.leg(), payee.account(), Amount.ZERO), repeated)
            .exception();
      }
      accounts.add(payee.at(account));
    }
    return proposed.to(accounts);
  }

  /// Whose account the peer means.
  ///
  /// @param payment or the name of its leg
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

  /// Has the payees permitted, from one of them on, until the purse knows what is on its way.
  private CompletableFuture<Attestation> taken(
      Propose proposed, VaultRecord.Stored record, int from) {
    if (from == proposed.payees().size()) {
      return receipts.add(proposed.transaction(), record);
    }
    Propose.Payee payee = proposed.payees().get(from);
    List<OwnState> receives = receives(proposed, record, from);
    OwnState first = receives.getFirst();
    Amount amount = receives.stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus);
    var leg = new Leg(payee.leg(), payee.account(), amount);
    try (var _ =
        proposed.hasLegs()
            ? LegProblems.named(leg, () -> permit(record, first, amount))
            : permit(record, first, amount)) {
      return taken(proposed, record, from + 1);
    }
  }

  private AccountGuard.Permit permit(VaultRecord.Stored record, OwnState first, Amount amount) {
    return parts
        .guard()
        .receive(
            first.account(),
            first.holding(),
            amount,
            () -> receipts.coming(record.peer(), record.payment(), first.account()));
  }

  /// What one of the payees gets.
  private static List<OwnState> receives(Propose proposed, VaultRecord.Stored record, int payee) {
    return proposed.hasLegs() ? List.of(record.receives().get(payee)) : record.receives();
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
  ///
  /// @param refundOf a block that lets returns go on stops nothing that gives back
  private void requireFree(NodeId peer, Optional<TransactionId> refundOf) {
    Set<Scope> part = refundOf.isPresent() ? EnumSet.of(Scope.RETURN) : Set.of();
    parts.blocks().requireFree(peer, Scope.SEND, with(Scope.SEND, part));
    parts.blocks().requireFree(parts.self(), Scope.RECEIVE, with(Scope.RECEIVE, part));
    if (parts.self().equals(parts.network().get().current().centralBank().node())) {
      parts.blocks().requireFree(peer, Scope.CONVERT);
    }
  }

  private static Set<Scope> with(Scope scope, Set<Scope> part) {
    EnumSet<Scope> all = EnumSet.of(scope);
    all.addAll(part);
    return all;
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
          case Intent.Issue issue -> issues.isMeant(peer, issue, request);
          case Intent.Redeem _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _ -> false;
        };
    if (!meant) {
      throw malformed("intent", "it is not what was proposed");
    }
  }

  private static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
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

  /// The details are the numbers that stood for the accounts, so that what the payer's node has on
  /// its disk can be compared, or what a refund gives back, from which that number follows.
  private VaultRecord.Stored stored(
      NodeId peer, Propose proposed, Propose request, List<OwnState> receives) {
    Bytes details =
        refundOf(proposed)
            .map(RefundLink::to)
            .orElseGet(() -> addressed(proposed, request, receives));
    return new VaultRecord.Stored(
        request.transaction().id(),
        Bytes.ofTrusted(request.transaction().encode()),
        request.payment(),
        request.attempt(),
        peer,
        request.transaction().transaction().header().window().until(),
        Bytes.ofTrusted(provenance(request.provenance())),
        receives,
        details,
        proposed.remittances());
  }

  private static Bytes addressed(Propose proposed, Propose request, List<OwnState> receives) {
    if (proposed.hasLegs()) {
      var legs = new ArrayList<Leg>(receives.size());
      for (int i = 0; i < receives.size(); i++) {
        Propose.Payee payee = proposed.payees().get(i);
        legs.add(new Leg(payee.leg(), payee.account(), receives.get(i).amount()));
      }
      return SplitLegs.to(legs);
    }
    return proposed.payees().equals(request.payees())
        ? Bytes.empty()
        : Bytes.ofTrusted(proposed.payees().getFirst().account().value().getBytes(US_ASCII));
  }

  private static byte[] provenance(List<Provenance> provenance) {
    var out = new CborWriter(Propose.sizeUsualBytes(provenance));
    Encoding.list(out, provenance, Provenance::writeTo);
    return out.toBytes();
  }

  private Problem unknown(AccountId account) {
    return Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", parts.self());
  }
}

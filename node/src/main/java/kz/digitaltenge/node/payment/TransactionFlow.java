package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.node.payment.OpenTransactions.Open;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.payment.TransactionPlan.Counterparty;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultRecord;

/// Carries out a plan: builds and checks the transaction, has the other nodes attest it, commits,
/// and follows it to its end. Payments, issues, redemptions and housekeeping all come through here.
///
/// Up to the commit everything is undone by forgetting it; from the commit on only the notary
/// decides.
final class TransactionFlow {
  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  /// How far the log may grow before the notary sees a commit, generously.
  private static final long POSITIONS_AHEAD = 1_000_000;

  private final NodeParts parts;
  private final OpenTransactions transactions;
  private final TransactionBuilder builder;
  private final Commits commits;
  private final Follower follower;
  private final Accusations accusations;
  private final Validator validator;
  private final Validator ownSide;

  /// How far a transaction has come that was committed, or may have been.
  ///
  /// @param ending empty while it is not known
  record Progress(TransactionId id, Optional<Ending> ending) {}

  TransactionFlow(
      NodeParts parts, OpenTransactions transactions, Commits commits, Follower follower) {
    this.parts = parts;
    this.transactions = transactions;
    this.builder =
        new TransactionBuilder(
            parts.self(), new Custody(parts.keys(), parts.guard()), parts.entropy(), parts.clock());
    this.commits = commits;
    this.follower = follower;
    this.accusations = new Accusations(parts.evidence());
    this.validator = new Validator(parts.verifier());
    this.ownSide = Validator.trustingWitnesses(parts.verifier());
  }

  /// Carries out a plan and waits for its end, after the commit at most for `patience`; what has no
  /// end by then is followed without the caller.
  ///
  /// When this throws, nothing has happened and nothing will: the reservation is free again.
  ///
  /// @param reservation the purse's tokens among the inputs
  Progress carryOut(TransactionPlan plan, Optional<Reservation> reservation, Duration patience) {
    Draft draft;
    List<Attestation> received;
    try {
      draft = build(plan);
      parts.steps().reached(Step.PAYER_BUILT, draft.id());
      received = propose(draft);
      parts.steps().reached(Step.PAYER_RECEIVE_ATTESTED, draft.id());
    } catch (RuntimeException e) {
      reservation.ifPresent(parts.purse()::release);
      throw e;
    }
    return commit(draft, received, reservation, patience);
  }

  /// Waits for the end of a transaction that is open.
  Progress join(Open open, Duration patience) {
    try {
      return new Progress(open.id(), Optional.of(parts.tasks().await(open.end(), patience)));
    } catch (OutcomeUnknownException _) {
      return new Progress(open.id(), Optional.empty());
    }
  }

  /// Goes on with a transaction that an earlier life, or another process, committed.
  Open resume(VaultRecord.Committed record) {
    CommittedTransaction committed = CommittedTransaction.of(record);
    Open open = transactions.add(committed);
    follower.follow(open, committed);
    return open;
  }

  private Draft build(TransactionPlan plan) {
    NetworkView network = parts.network().get();
    Draft draft = builder.build(plan, network);
    // Another node verifies the signatures made here before anything is committed.
    Validator rules = plan.counterparties().isEmpty() ? validator : ownSide;
    Verdict verdict = rules.validate(draft.signed(), draft.provenance(), network);
    if (verdict instanceof Verdict.Rejected rejected) {
      throw Refusals.of(rejected, draft.signed(), network).exception();
    }
    return draft;
  }

  private List<Attestation> propose(Draft draft) {
    List<Counterparty> counterparties = draft.plan().counterparties();
    List<Leg> legs = draft.plan().legs();
    var answers = new ArrayList<CompletableFuture<Attestation>>(counterparties.size());
    for (Counterparty each : counterparties) {
      answers.add(
          LegProblems.answered(
              legs, each.legs(), () -> parts.peers().propose(each.node(), request(draft, each))));
    }
    return Answers.read(
        parts.tasks(),
        PEER_TIMEOUT,
        answers,
        (i, answer) -> {
          Counterparty from = counterparties.get(i);
          return LegProblems.answered(legs, from.legs(), () -> receipt(draft, from, answer));
        });
  }

  private static Propose request(Draft draft, Counterparty to) {
    TransactionPlan plan = draft.plan();
    List<Propose.Payee> payees =
        to.legs().stream()
            .map(leg -> new Propose.Payee(leg.number(), leg.payee(), leg.remittance()))
            .toList();
    return new Propose(plan.payment(), plan.attempt(), payees, draft.signed(), draft.provenance());
  }

  private Attestation receipt(
      Draft draft, Counterparty from, CompletableFuture<Attestation> answer) {
    NodeId peer = from.node();
    Attestation attestation = parts.tasks().await(answer, PEER_TIMEOUT);
    if (!isReceiptOf(draft, peer, attestation)) {
      accusations.falseWord(draft, peer, attestation);
      throw Problem.of(
              ErrorCode.PEER_SENT_GARBAGE,
              "peer",
              peer,
              "reason",
              "its attestation does not verify")
          .exception();
    }
    return attestation;
  }

  /// Everything that the notary would ask of it: after the commit a false one would hold the tokens
  /// until the window ends.
  private boolean isReceiptOf(Draft draft, NodeId peer, Attestation attestation) {
    NetworkView network = parts.network().get();
    TransactionHeader header = draft.signed().transaction().header();
    return attestation.node().equals(peer)
        && attestation.role() == Role.RECEIVE
        && attestation.epoch() == header.epoch()
        && attestation.certificate().covers(logSize())
        && attestation.certificate().covers(logSize() + POSITIONS_AHEAD)
        && network
            .at(header.epoch())
            .flatMap(parameters -> parameters.participant(peer))
            .map(
                participant ->
                    attestation.verifies(
                        network.networkId(),
                        draft.id(),
                        participant.identityKey(),
                        parts.verifier()))
            .orElse(false);
  }

  private long logSize() {
    return parts.notary().newestHead().map(head -> head.head().size()).orElse(0L);
  }

  private Progress commit(
      Draft draft,
      List<Attestation> received,
      Optional<Reservation> reservation,
      Duration patience) {
    // Before anybody can learn of the commit: afterwards only the end moves these tokens.
    reservation.ifPresentOrElse(
        held -> parts.purse().commit(held, draft.id(), draft.receives()),
        () -> parts.purse().expect(draft.id(), draft.plan().payment(), draft.receives()));
    Open open = transactions.add(draft);
    CompletableFuture<CommittedTransaction> commit =
        commits
            .commit(draft, received)
            .whenComplete(
                (_, e) -> {
                  if (e != null) {
                    undo(open, e);
                  }
                });
    try {
      CommittedTransaction committed = parts.tasks().await(commit, WRITE_TIMEOUT);
      parts.steps().reached(Step.PAYER_COMMITTED, draft.id());
      Trace.tell(() -> "%s: %s is committed".formatted(parts.self(), draft.id()));
      follower.follow(open, committed);
      return join(open, patience);
    } catch (OutcomeUnknownException _) {
      // The caller has waited long enough; whenever the disk answers, the flow goes on.
      var _ = commit.thenAccept(committed -> follower.follow(open, committed));
      return new Progress(open.id(), Optional.empty());
    }
  }

  /// A commit that certainly failed leaves nothing behind.
  private void undo(Open open, Throwable failure) {
    parts.purse().settle(open.id(), Outcome.NEVER);
    transactions.remove(open);
    open.end().completeExceptionally(failure);
  }
}

package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultException;

/// Carries out a plan: builds and checks the transaction, has the other node attest it, commits,
/// and follows it to its end. Payments, issues, redemptions and housekeeping all come through here.
///
/// Up to the commit everything is undone by forgetting it; from the commit on only the notary
/// decides.
final class TransactionFlow {
  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final TransactionBuilder builder;
  private final Commits commits;
  private final Follower follower;
  private final Validator validator;

  TransactionFlow(NodeParts parts, Follower follower) {
    this.parts = parts;
    this.builder =
        new TransactionBuilder(parts.self(), parts.keys(), parts.entropy(), parts.clock());
    this.commits = new Commits(parts);
    this.follower = follower;
    this.validator = new Validator(parts.verifier());
  }

  /// Brings the plan to its commit point. When this throws, nothing happened and the reservation is
  /// free again, unless the vault itself cannot say whether it wrote.
  ///
  /// @param reservation the purse's tokens among the inputs
  CommittedTransaction commit(TransactionPlan plan, Optional<Reservation> reservation) {
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
    return commit(draft, received, reservation);
  }

  /// The end of a committed transaction; empty when it is not known within `patience`. A task then
  /// goes on asking.
  ///
  /// @param then is told the end that the task found
  Optional<Ending> follow(
      CommittedTransaction committed, Duration patience, CompletableFuture<Ending> then) {
    Optional<Ending> ending = follower.follow(committed, patience);
    if (ending.isPresent()) {
      then.complete(ending.get());
    } else {
      followOn(committed, then);
    }
    return ending;
  }

  /// Follows to the end in a task of its own.
  void followOn(CommittedTransaction committed, CompletableFuture<Ending> then) {
    parts
        .tasks()
        .start(
            "follow " + committed.id(),
            () -> {
              Optional<Ending> ending = Optional.empty();
              while (ending.isEmpty()) {
                ending = follower.follow(committed, Duration.ofMinutes(5));
              }
              then.complete(ending.get());
            });
  }

  private Draft build(TransactionPlan plan) {
    NetworkView network = parts.network().get();
    Draft draft = builder.build(plan, network);
    Verdict verdict = validator.validate(draft.signed(), draft.provenance(), network);
    if (verdict instanceof Verdict.Rejected rejected) {
      throw Refusals.of(rejected, draft.signed(), network).exception();
    }
    return draft;
  }

  private List<Attestation> propose(Draft draft) {
    TransactionPlan plan = draft.plan();
    if (plan.counterparty().isEmpty()) {
      return List.of();
    }
    NodeId peer = plan.counterparty().get();
    var request =
        new Propose(
            plan.payment(), plan.attempt(), plan.payee(), draft.signed(), draft.provenance());
    Attestation attestation =
        parts.tasks().await(parts.peers().propose(peer, request), PEER_TIMEOUT);
    if (!isReceiptOf(draft, peer, attestation)) {
      throw Problem.of(
              ErrorCode.PEER_SENT_GARBAGE,
              "peer",
              peer,
              "reason",
              "its attestation does not verify")
          .exception();
    }
    return List.of(attestation);
  }

  private boolean isReceiptOf(Draft draft, NodeId peer, Attestation attestation) {
    NetworkView network = parts.network().get();
    return attestation.node().equals(peer)
        && attestation.role() == kz.digitaltenge.ledger.Role.RECEIVE
        && network
            .at(attestation.epoch())
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

  private CommittedTransaction commit(
      Draft draft, List<Attestation> received, Optional<Reservation> reservation) {
    // Before anybody can learn of the commit: afterwards only the end moves these tokens.
    reservation.ifPresentOrElse(
        held -> parts.purse().commit(held, draft.id(), draft.receives()),
        () -> parts.purse().expect(draft.id(), draft.plan().payment(), draft.receives()));
    try {
      CommittedTransaction committed =
          parts.tasks().await(commits.commit(draft, received), Commits.WRITE_TIMEOUT);
      parts.steps().reached(Step.PAYER_COMMITTED, draft.id());
      return committed;
    } catch (VaultException e) {
      if (e.reason().nothingWritten()) {
        parts.purse().settle(draft.id(), Outcome.NEVER);
      }
      throw e;
    } catch (PlatformException e) {
      // The queue refused it; nothing was written either.
      if (e.code() == ErrorCode.OVERLOADED || e.code() == ErrorCode.STOPPING) {
        parts.purse().settle(draft.id(), Outcome.NEVER);
      }
      throw e;
    }
  }
}

package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.ApprovedStep.Kind;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// What a bank asks of an issue beside the ledger's rules, which look one step back and believe the
/// central bank's word on that one: a register whose set of confirmations was lost on the way would
/// let an approval make money again. The bank that it was made for knows (S03).
final class Issues {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final Receipts receipts;

  /// From the look at what was taken in before until the new one is among it.
  private final Set<PaymentId> looking = ConcurrentHashMap.newKeySet();

  Issues(NodeParts parts, Receipts receipts) {
    this.parts = parts;
    this.receipts = receipts;
  }

  /// Whether it is the central bank's, named by its confirmation.
  ///
  /// @throws PlatformException when officers did not approve it as it comes
  boolean isMeant(NodeId peer, Intent.Issue issue, Propose request) {
    if (issue.approval().isEmpty()) {
      throw Refusals.issue(Refusal.ISSUE_NOT_APPROVED, "it carries no approval").exception();
    }
    request.payees().forEach(payee -> parts.guard().requireIssuing(payee.account()));
    return peer.equals(parts.network().get().current().centralBank().node())
        && request.payment().equals(ApprovedStep.payment(Kind.ISSUE, issue.confirmation()));
  }

  /// Takes in what is shown to be no second issue under its confirmation; anything else as it is.
  CompletableFuture<Attestation> once(
      NodeId peer, Propose request, Supplier<CompletableFuture<Attestation>> take) {
    Transaction transaction = request.transaction().transaction();
    if (!(transaction.intents().getFirst() instanceof Intent.Issue issue)) {
      return take.get();
    }
    if (!looking.add(request.payment())) {
      throw undecided(request);
    }
    try {
      requireFirst(peer, request, issue);
      return take.get();
    } finally {
      looking.remove(request.payment());
    }
  }

  /// Another attempt spends what an earlier one spends, or comes after its end.
  private void requireFirst(NodeId peer, Propose request, Intent.Issue issue) {
    TransactionId id = request.transaction().id();
    List<KnownTransaction> stored =
        parts.tasks().await(parts.vault().received(peer, request.payment()), READ_TIMEOUT);
    if (stored.stream().anyMatch(known -> !known.id().equals(id) && isFinal(known))) {
      throw Refusals.issue(
              Refusal.CONFIRMATION_USED, issue.confirmation() + " made money here before")
          .exception();
    }
    Stream<SignedTransaction> open =
        stored.stream()
            .filter(known -> known.settlement().isEmpty())
            .map(known -> SignedTransaction.decode(known.transaction().trusted()));
    boolean bothMayBeFinal =
        Stream.concat(open, underWay(peer, request))
            .filter(other -> !other.id().equals(id))
            .anyMatch(other -> isApart(other.transaction(), request.transaction().transaction()));
    if (bothMayBeFinal) {
      throw undecided(request);
    }
  }

  /// Another try at it has not come to its end; soon one can be told from the other.
  private static PlatformException undecided(Propose request) {
    return Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", request.payment()).exception();
  }

  private Stream<SignedTransaction> underWay(NodeId peer, Propose request) {
    return receipts.all().stream()
        .filter(each -> isOf(peer, request, each.record()))
        .map(Receipts.Receipt::signed);
  }

  private static boolean isOf(NodeId peer, Propose request, VaultRecord.Stored record) {
    return record.peer().equals(peer) && record.payment().equals(request.payment());
  }

  private static boolean isApart(Transaction one, Transaction other) {
    return Collections.disjoint(one.inputs(), other.inputs());
  }

  private static boolean isFinal(KnownTransaction known) {
    Optional<Settlement> end = known.settlement();
    return end.isPresent() && end.get().outcome() == Settlement.Outcome.FINAL;
  }
}

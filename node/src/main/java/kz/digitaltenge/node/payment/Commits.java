package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Remittances;
import kz.digitaltenge.node.vault.SplitLegs;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultException.Reason;
import kz.digitaltenge.node.vault.VaultRecord;
import org.jspecify.annotations.Nullable;

/// The commit point (durable write 2): attests *spend* and records, for all drafts that wait.
///
/// A batch is signed once and written together; the next one gathers meanwhile, so that batches
/// grow with the load and the price of a signature and of a disk write is shared.
final class Commits {
  private static final System.Logger LOG = System.getLogger(Commits.class.getName());
  private static final Batcher.Limits LIMITS = new Batcher.Limits(256, 8_192);

  /// How long the next batch waits for a slow disk.
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  private final NodeParts parts;
  private final Batcher<Ready, Boolean> batcher;
  private final Queue<Doubtful> doubtful = new ConcurrentLinkedQueue<>();

  /// @param received the other nodes' *receive* attestations
  private record Ready(
      Draft draft, List<Attestation> received, CompletableFuture<CommittedTransaction> result) {}

  /// A commit that may or may not be on disk.
  private record Doubtful(
      CommittedTransaction committed, CompletableFuture<CommittedTransaction> result) {}

  Commits(NodeParts parts) {
    this.parts = parts;
    this.batcher =
        Batcher.settling("commits of " + parts.self(), parts.tasks(), LIMITS, this::commit);
  }

  /// Completes when the commit is on disk; fails when it is certain that it is not and never will
  /// be. While neither is certain it stays open.
  CompletableFuture<CommittedTransaction> commit(Draft draft, List<Attestation> received) {
    var ready = new Ready(draft, received, new CompletableFuture<>());
    var _ =
        batcher
            .submit(ready)
            .whenComplete(
                (_, e) -> {
                  if (e != null) {
                    ready.result.completeExceptionally(e);
                  }
                });
    return ready.result;
  }

  /// Writes again what the vault left in doubt: the same record written twice is one. To be called
  /// now and then.
  void writeAgain() {
    for (int left = doubtful.size(); left > 0; left--) {
      Doubtful doubt = doubtful.poll();
      if (doubt != null) {
        var _ = parts.vault().append(doubt.committed.record()).handle((_, e) -> resolve(doubt, e));
      }
    }
  }

  /// What this throws fails all of the batch: until the first append nothing is written.
  private void commit(List<Batcher.Item<Ready, Boolean>> batch) {
    List<Attestation> spends =
        parts.attestor().attest(batch.stream().map(item -> spend(item.request().draft)).toList());
    var writes = new ArrayList<CompletableFuture<?>>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Ready ready = batch.get(i).request();
      CommittedTransaction committed = committed(ready, spends.get(i));
      writes.add(
          parts
              .vault()
              .append(committed.record())
              .handle((_, e) -> answer(committed, ready.result, e)));
      batch.get(i).complete(true);
    }
    awaitAll(writes);
  }

  /// Lets the next batch gather. What a write came to belongs to its item, and so does a write that
  /// takes longer.
  private void awaitAll(List<CompletableFuture<?>> writes) {
    try {
      parts
          .tasks()
          .await(CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)), WRITE_TIMEOUT);
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "The vault of " + parts.self() + " is slow: " + e.problem().forLog());
    }
  }

  private boolean answer(
      CommittedTransaction committed,
      CompletableFuture<CommittedTransaction> result,
      @Nullable Throwable failure) {
    if (failure == null) {
      return result.complete(committed);
    }
    if (failure instanceof VaultException e && e.reason().nothingWritten()) {
      return result.completeExceptionally(e);
    }
    return doubtful.add(new Doubtful(committed, result));
  }

  /// After a doubtful write only these two are certain: it is there, or another has taken its
  /// place.
  private boolean resolve(Doubtful doubt, @Nullable Throwable failure) {
    if (failure == null) {
      return doubt.result.complete(doubt.committed);
    }
    if (failure instanceof VaultException e && e.reason() == Reason.ATTEMPT_TAKEN) {
      return doubt.result.completeExceptionally(e);
    }
    LOG.log(
        WARNING, "It is still in doubt whether " + doubt.committed.id() + " is committed", failure);
    return doubtful.add(doubt);
  }

  private static Attestation.Item spend(Draft draft) {
    int epoch = draft.signed().transaction().header().epoch();
    return new Attestation.Item(epoch, Role.SPEND, draft.id());
  }

  private CommittedTransaction committed(Ready ready, Attestation spend) {
    Draft draft = ready.draft;
    var attestations = new ArrayList<>(ready.received);
    attestations.add(spend);
    Transaction transaction = draft.signed().transaction();
    NotaryRequest request =
        needsItsWayOut(draft.plan())
            ? NotaryRequest.notariseReturn(transaction, draft.openings(), attestations)
            : NotaryRequest.notarise(transaction, draft.openings(), attestations);
    return new CommittedTransaction(draft.signed(), request, record(draft, request));
  }

  /// The notary lets what gives back go on under a block when it sees that it does; otherwise it is
  /// no concern of the notary's.
  private boolean needsItsWayOut(TransactionPlan plan) {
    return plan.intent() instanceof Intent.Refund
        && (parts.blocks().blocking(parts.self(), Scope.SEND).isPresent()
            || plan.counterparties().stream()
                .anyMatch(each -> parts.blocks().blocking(each.node(), Scope.RECEIVE).isPresent()));
  }

  private static VaultRecord.Committed record(Draft draft, NotaryRequest request) {
    TransactionPlan plan = draft.plan();
    return new VaultRecord.Committed(
        draft.id(),
        Bytes.ofTrusted(draft.signed().encode()),
        plan.payment(),
        plan.attempt(),
        plan.payer(),
        SplitLegs.words(plan.legs()),
        plan.holding(),
        plan.amount(),
        plan.counterparties().stream().map(TransactionPlan.Counterparty::node).toList(),
        draft.signed().transaction().header().window().until(),
        Bytes.ofTrusted(request.encode()),
        plan.inputs().stream().map(TransactionPlan.Input::own).map(OwnState::ref).toList(),
        draft.receives(),
        details(plan),
        Remittances.of(plan.legs()));
  }

  private static Bytes details(TransactionPlan plan) {
    return plan.legs().size() > 1
        ? SplitLegs.to(plan.legs())
        : PaymentTerms.refundOf(plan.intent()).map(RefundLink::to).orElse(Bytes.empty());
  }
}

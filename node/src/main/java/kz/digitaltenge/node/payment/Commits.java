package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultRecord;
import org.jspecify.annotations.Nullable;

/// The commit point (durable write 2): attests *spend* and records, for all drafts that wait.
///
/// A batch is signed once and written together; the next one gathers meanwhile, so that batches
/// grow with the load and the price of a signature and of a disk write is shared.
final class Commits {
  private static final Batcher.Limits LIMITS = new Batcher.Limits(256, 8_192);

  /// A disk that takes longer is as good as broken; the vault then says so itself.
  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  private final NodeParts parts;
  private final Batcher<Ready, CommittedTransaction> batcher;

  /// @param received the other nodes' *receive* attestations
  private record Ready(Draft draft, List<Attestation> received) {}

  Commits(NodeParts parts) {
    this.parts = parts;
    this.batcher =
        Batcher.settling("commits of " + parts.self(), parts.tasks(), LIMITS, this::commit);
  }

  /// Completes when the commit is on disk; fails with a
  /// [kz.digitaltenge.node.vault.VaultException].
  CompletableFuture<CommittedTransaction> commit(Draft draft, List<Attestation> received) {
    return batcher.submit(new Ready(draft, received));
  }

  private void commit(List<Batcher.Item<Ready, CommittedTransaction>> batch) {
    List<Attestation> spends =
        parts.attestor().attest(batch.stream().map(item -> spend(item.request().draft)).toList());
    var writes = new ArrayList<CompletableFuture<?>>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Batcher.Item<Ready, CommittedTransaction> item = batch.get(i);
      CommittedTransaction committed = committed(item.request(), spends.get(i));
      writes.add(
          parts
              .vault()
              .append(committed.record())
              .whenComplete((_, e) -> answer(item, committed, e)));
    }
    // What a write failed with belongs to its item; here only the end of all counts.
    CompletableFuture<?> all = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    parts.tasks().await(all.handle((_, _) -> true), WRITE_TIMEOUT);
  }

  private static void answer(
      Batcher.Item<Ready, CommittedTransaction> item,
      CommittedTransaction committed,
      @Nullable Throwable failure) {
    if (failure == null) {
      item.complete(committed);
    } else {
      item.fail(failure);
    }
  }

  private static Attestation.Item spend(Draft draft) {
    int epoch = draft.signed().transaction().header().epoch();
    return new Attestation.Item(epoch, Role.SPEND, draft.id());
  }

  private static CommittedTransaction committed(Ready ready, Attestation spend) {
    Draft draft = ready.draft;
    var attestations = new ArrayList<>(ready.received);
    attestations.add(spend);
    Transaction transaction = draft.signed().transaction();
    NotaryRequest request = NotaryRequest.notarise(transaction, draft.openings(), attestations);
    return new CommittedTransaction(draft.signed(), request, record(draft, request));
  }

  private static VaultRecord.Committed record(Draft draft, NotaryRequest request) {
    TransactionPlan plan = draft.plan();
    return new VaultRecord.Committed(
        draft.id(),
        Bytes.ofTrusted(draft.signed().encode()),
        plan.payment(),
        plan.attempt(),
        plan.payer(),
        plan.payee().value(),
        plan.holding(),
        plan.amount(),
        plan.counterparty(),
        draft.signed().transaction().header().window().until(),
        Bytes.ofTrusted(request.encode()),
        plan.inputs().stream().map(TransactionPlan.Input::own).map(OwnState::ref).toList(),
        draft.receives(),
        Bytes.empty());
  }
}

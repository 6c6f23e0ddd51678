package kz.digitaltenge.node.payment;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.claim.OpenEnds;
import kz.digitaltenge.node.vault.VaultRecord;

/// This node's own transactions from just before the commit until their end is on disk: whoever
/// asks for one of their payments meanwhile waits for the same end. Thread-safe.
final class OpenTransactions {
  private final ConcurrentHashMap<PaymentId, Open> newest = new ConcurrentHashMap<>();
  private final OpenEnds ends;

  /// @param ends told of each before this node's word on it can leave
  OpenTransactions(OpenEnds ends) {
    this.ends = ends;
  }

  /// One of them.
  ///
  /// @param end completes when the notary has said final, void or never; fails when the commit was
  ///   certainly not written
  record Open(
      TransactionId id,
      PaymentId payment,
      int attempt,
      PaymentTerms terms,
      CompletableFuture<Ending> end) {}

  Open add(TransactionId id, TransactionPlan plan) {
    return add(
        new Open(
            id, plan.payment(), plan.attempt(), PaymentTerms.of(plan), new CompletableFuture<>()));
  }

  Open add(VaultRecord.Committed record) {
    return add(
        new Open(
            record.id(),
            record.payment(),
            record.attempt(),
            PaymentTerms.of(record),
            new CompletableFuture<>()));
  }

  /// The newest attempt of a payment, if it is among them.
  Optional<Open> find(PaymentId payment) {
    return Optional.ofNullable(newest.get(payment));
  }

  /// Its end is on disk, or it was certainly not committed.
  void remove(Open open) {
    newest.remove(open.payment, open);
    ends.dropped(open.id);
  }

  /// After a crash an attempt whose end was not recorded and the one after it may both be here.
  private Open add(Open open) {
    ends.opened(open.id);
    newest.merge(
        open.payment, open, (known, added) -> known.attempt > added.attempt ? known : added);
    return open;
  }
}

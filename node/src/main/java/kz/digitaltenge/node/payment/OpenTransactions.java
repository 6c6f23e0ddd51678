package kz.digitaltenge.node.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.claim.OpenEnds;

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
      Origin origin,
      CompletableFuture<Ending> end) {}

  /// Where one comes from and goes to.
  ///
  /// @param isShown whether it is a payment in its payer's history when it is final
  /// @param banks the other nodes that get some of it
  private record Origin(boolean isShown, List<NodeId> banks, Instant since) {
    static Origin of(Transaction transaction, List<NodeId> banks) {
      return new Origin(
          Effects.isShown(transaction),
          banks,
          transaction.header().window().from().plus(TransactionBuilder.WINDOW_BEFORE_NOW));
    }
  }

  Open add(Draft draft) {
    TransactionPlan plan = draft.plan();
    return add(
        new Open(
            draft.id(),
            plan.payment(),
            plan.attempt(),
            PaymentTerms.of(plan),
            Origin.of(
                draft.signed().transaction(),
                plan.counterparties().stream().map(TransactionPlan.Counterparty::node).toList()),
            new CompletableFuture<>()));
  }

  Open add(CommittedTransaction committed) {
    return add(
        new Open(
            committed.id(),
            committed.record().payment(),
            committed.record().attempt(),
            PaymentTerms.of(committed.record()),
            Origin.of(committed.signed().transaction(), committed.record().peers()),
            new CompletableFuture<>()));
  }

  /// The payments of customers among them, the newest attempt of each.
  List<OpenPayment> payments() {
    return newest.values().stream()
        .filter(open -> open.origin.isShown)
        .map(OpenTransactions::shown)
        .toList();
  }

  private static OpenPayment shown(Open open) {
    return new OpenPayment(
        open.id,
        open.payment,
        open.attempt,
        open.terms.payer(),
        open.terms.payee(),
        open.terms.holding(),
        open.terms.amount(),
        open.terms.refundOf(),
        open.terms.remittances().common(),
        open.origin.banks,
        open.origin.since);
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

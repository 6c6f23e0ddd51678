package kz.digitaltenge.node.refund;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.ReturnNumber;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// Finds the payments that accounts of this node received, in its vault. Blocking.
final class Received {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final AccountId own;

  /// A payment that an account here received for good.
  ///
  /// @param account that received it
  /// @param payer whom to pay back
  record Payment(
      PaymentId id,
      TransactionId transaction,
      AccountId account,
      AccountId payer,
      Holding holding,
      Amount amount) {}

  /// @param own the node's own account, which is paid by conversions only
  Received(NodeParts parts, AccountId own) {
    this.parts = parts;
    this.own = own;
  }

  /// The payment with this id, or the one of them with this transaction.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT`; `REFUND_REFUSED` for what cannot be given back,
  ///   and when two banks have chosen the same id and no transaction is named
  Payment find(PaymentId refund, PaymentId payment, Optional<TransactionId> transaction) {
    List<KnownTransaction> known =
        all(payment).stream()
            .filter(each -> transaction.isEmpty() || transaction.get().equals(each.id()))
            .toList();
    if (known.isEmpty()) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", payment, "bank", parts.self())
          .exception();
    }
    List<KnownTransaction> ended = known.stream().filter(Received::isFinal).toList();
    if (ended.isEmpty()) {
      throw refused(refund, "the payment is not final");
    }
    if (ended.size() > 1) {
      throw refused(refund, "several banks have paid under this id; name the transaction");
    }
    return payment(refund, ended.getFirst());
  }

  /// A payment that was found before.
  Payment of(PaymentId refund, TransactionId transaction) {
    return parts
        .tasks()
        .await(parts.vault().transactions(List.of(transaction)), READ_TIMEOUT)
        .stream()
        .findFirst()
        .map(known -> payment(refund, known))
        .orElseThrow(() -> refused(refund, "the payment is not known any more"));
  }

  private List<KnownTransaction> all(PaymentId payment) {
    var known = new ArrayList<>(parts.tasks().await(parts.vault().attempts(payment), READ_TIMEOUT));
    for (Participant peer : parts.network().get().current().participants()) {
      known.addAll(parts.tasks().await(parts.vault().received(peer.node(), payment), READ_TIMEOUT));
    }
    return known;
  }

  private Payment payment(PaymentId refund, KnownTransaction known) {
    Payment found =
        known.stored().isPresent()
            ? fromPeer(refund, known.stored().get())
            : onUs(refund, known.committed().orElseThrow());
    if (found.account().equals(own) || found.payer().equals(own)) {
      throw refused(refund, "a conversion is no payment");
    }
    return found;
  }

  private Payment fromPeer(PaymentId refund, VaultRecord.Stored stored) {
    if (!RefundLink.isPayment(stored)) {
      throw refused(refund, "an issue or a refund is no payment");
    }
    OwnState first = stored.receives().getFirst();
    Amount amount =
        stored.receives().stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus);
    AccountId payer = ReturnNumber.of(bankCode(refund, stored.peer()), stored.id());
    return new Payment(
        stored.payment(), stored.id(), first.account(), payer, first.holding(), amount);
  }

  private Payment onUs(PaymentId refund, VaultRecord.Committed committed) {
    if (!RefundLink.isPayment(committed)) {
      throw refused(refund, "a refund is no payment");
    }
    OwnState received =
        committed.receives().stream()
            .filter(state -> !state.account().equals(committed.payer()))
            .findFirst()
            .orElseThrow(() -> refused(refund, "a customer of this bank has sent the payment"));
    return new Payment(
        committed.payment(),
        committed.id(),
        received.account(),
        committed.payer(),
        committed.holding(),
        committed.amount());
  }

  private String bankCode(PaymentId refund, NodeId payerNode) {
    return parts
        .network()
        .get()
        .current()
        .participant(payerNode)
        .map(Participant::bankCode)
        .orElseThrow(() -> refused(refund, "the payer's bank has left the network"));
  }

  private static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }

  private static PlatformException refused(PaymentId refund, String reason) {
    return Problem.of(ErrorCode.REFUND_REFUSED, "refund", refund, "reason", reason).exception();
  }
}

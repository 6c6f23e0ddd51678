package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.ReturnNumber;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.SplitLegs;
import kz.digitaltenge.node.vault.VaultRecord;

/// What a payer's node says to refunds: money goes back to the account that paid, from the node
/// that was paid, and not more than was paid. Blocking.
final class Returns {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;

  Returns(NodeParts parts) {
    this.parts = parts;
  }

  /// The account that paid by a transaction.
  ///
  /// @param number what the peer calls it
  AccountId payer(NodeId peer, PaymentId refund, TransactionId of, AccountId number) {
    VaultRecord.Committed paid = paid(peer, refund, of);
    if (!number.equals(ReturnNumber.of(paid.payer().bankCode(), of))) {
      throw refused(refund, "the number does not stand for who paid");
    }
    return paid.payer();
  }

  /// Refuses more than the payment has left of what it brought to that node. What is stored here
  /// without an end does not count: it may never be, and the refunding node counts it.
  void requireLeft(NodeId peer, PaymentId refund, TransactionId of, List<OwnState> receives) {
    VaultRecord.Committed paid = paid(peer, refund, of);
    Amount returned = Amount.ZERO;
    for (KnownTransaction each : parts.tasks().await(parts.vault().refunds(of), READ_TIMEOUT)) {
      if (isFinal(each) && isFrom(peer, each)) {
        returned = returned.plus(RefundLink.amount(each));
      }
    }
    Amount with = receives.stream().map(OwnState::amount).reduce(returned, Amount::plus);
    boolean sameHolding =
        receives.stream().allMatch(state -> state.holding().equals(paid.holding()));
    if (!sameHolding || with.compareTo(paidTo(peer, paid)) > 0) {
      throw refused(refund, "it gives back more than was paid, or other money");
    }
  }

  private static boolean isFrom(NodeId peer, KnownTransaction refund) {
    return refund.stored().filter(record -> record.peer().equals(peer)).isPresent();
  }

  /// Of several payees' nodes each gives back what it got itself.
  private static Amount paidTo(NodeId peer, VaultRecord.Committed paid) {
    if (SplitLegs.in(paid.details()).isEmpty()) {
      return paid.amount();
    }
    Amount sum = Amount.ZERO;
    for (State output :
        SignedTransaction.decode(paid.transaction().trusted()).transaction().outputs()) {
      if (output instanceof State.Token token && token.custodian().equals(peer)) {
        sum = sum.plus(token.amount());
      }
    }
    return sum;
  }

  private VaultRecord.Committed paid(NodeId peer, PaymentId refund, TransactionId of) {
    KnownTransaction known =
        parts.tasks().await(parts.vault().transactions(List.of(of)), READ_TIMEOUT).stream()
            .findFirst()
            .orElseThrow(() -> refused(refund, "the payment is not known here"));
    VaultRecord.Committed paid =
        known
            .committed()
            .filter(record -> record.peers().contains(peer))
            .filter(RefundLink::isPayment)
            .orElseThrow(() -> refused(refund, "the payment is not known here"));
    if (known.settlement().isEmpty()) {
      // The end is written lazily; who was paid may be quicker.
      throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", paid.payment()).exception();
    }
    if (!isFinal(known)) {
      throw refused(refund, "the payment never came to be");
    }
    return paid;
  }

  private static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }

  private static PlatformException refused(PaymentId refund, String reason) {
    return Problem.of(ErrorCode.REFUND_REFUSED, "refund", refund, "reason", reason).exception();
  }
}

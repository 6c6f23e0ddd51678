package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /// Refunds that are being checked and stored now. A claim is here before the vault is read and
  /// until its refund is there, so of two at once at least one sees the other.
  private final Map<TransactionId, Claim> claims = new ConcurrentHashMap<>();

  /// A refund that is being checked and stored.
  ///
  /// @param payment what it gives back
  /// @param refund its own transaction
  private record Claim(
      NodeId peer, TransactionId payment, SignedTransaction refund, Amount amount) {
    /// Whether both may become final: another try at the same refund spends the same tokens.
    boolean isApart(SignedTransaction other) {
      return refund.id().equals(other.id())
          || Collections.disjoint(refund.transaction().inputs(), other.transaction().inputs());
    }
  }

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
  /// and has no end yet counts as well, unless it spends what this one spends: it may become final,
  /// and the refunding node may be one that cheats and is blocked for it. What it still needs of
  /// the rest of an open one can be given back when that has ended.
  ///
  /// @param transaction the refund's own
  /// @return holds the refund's part until it is stored, or is not
  Runnable requireLeft(
      NodeId peer,
      PaymentId refund,
      TransactionId of,
      SignedTransaction transaction,
      List<OwnState> receives) {
    VaultRecord.Committed paid = paid(peer, refund, of);
    Amount amount = receives.stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus);
    var claim = new Claim(peer, of, transaction, amount);
    if (claims.putIfAbsent(transaction.id(), claim) != null) {
      // The same proposal again, while the first is stored; the claim is that one's.
      return () -> {};
    }
    Runnable release = () -> claims.remove(transaction.id(), claim);
    try {
      List<Claim> others = List.copyOf(claims.values());
      requireLeft(claim, refund, paid, others);
      if (!receives.stream().allMatch(state -> state.holding().equals(paid.holding()))) {
        throw refused(refund, "it gives back other money than was paid");
      }
      return release;
    } catch (RuntimeException e) {
      release.run();
      throw e;
    }
  }

  private void requireLeft(
      Claim claim, PaymentId refund, VaultRecord.Committed paid, List<Claim> others) {
    Map<TransactionId, Amount> open = new HashMap<>();
    for (Claim each : others) {
      if (each.payment().equals(claim.payment())
          && each.peer().equals(claim.peer())
          && claim.isApart(each.refund())) {
        open.put(each.refund().id(), each.amount());
      }
    }
    Amount returned = Amount.ZERO;
    for (KnownTransaction each :
        parts.tasks().await(parts.vault().refunds(claim.payment()), READ_TIMEOUT)) {
      if (isFrom(claim.peer(), each)) {
        if (each.settlement().isEmpty() && claim.isApart(signed(each))) {
          open.put(each.id(), RefundLink.amount(each));
        } else if (isFinal(each)) {
          open.remove(each.id());
          returned = returned.plus(RefundLink.amount(each));
        }
      }
    }
    Amount left = paidTo(claim.peer(), paid);
    if (returned.plus(claim.amount()).compareTo(left) > 0) {
      throw refused(refund, "it gives back more than was paid");
    }
    Amount with = open.values().stream().reduce(returned, Amount::plus);
    if (with.compareTo(left) > 0) {
      // Not for good: of those that are open, some may never be.
      throw undecided(paid);
    }
  }

  private static SignedTransaction signed(KnownTransaction known) {
    return SignedTransaction.decode(known.transaction().trusted());
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
      throw undecided(paid);
    }
    if (!isFinal(known)) {
      throw refused(refund, "the payment never came to be");
    }
    return paid;
  }

  private static PlatformException undecided(VaultRecord.Committed paid) {
    return Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", paid.payment()).exception();
  }

  private static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }

  private static PlatformException refused(PaymentId refund, String reason) {
    return Problem.of(ErrorCode.REFUND_REFUSED, "refund", refund, "reason", reason).exception();
  }
}

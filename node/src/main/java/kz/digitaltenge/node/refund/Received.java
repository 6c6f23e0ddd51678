package kz.digitaltenge.node.refund;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
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
  /// @param isOneOfSeveral whether other accounts here received something by it as well
  /// @param payer whom to pay back
  /// @param remittance what the account was told
  record Payment(
      PaymentId id,
      TransactionId transaction,
      AccountId account,
      boolean isOneOfSeveral,
      AccountId payer,
      Holding holding,
      Amount amount,
      Remittance remittance) {}

  /// @param own the node's own account, which is paid by conversions only
  Received(NodeParts parts, AccountId own) {
    this.parts = parts;
    this.own = own;
  }

  /// The payment with this id, or the one of them with this transaction.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT`; `REFUND_REFUSED` for what cannot be given back,
  ///   when two banks have chosen the same id and no transaction is named, and when several
  ///   accounts here were paid and none of them is named
  Payment find(
      PaymentId refund,
      PaymentId payment,
      Optional<TransactionId> transaction,
      Optional<AccountId> account) {
    List<KnownTransaction> known =
        all(payment).stream()
            .filter(each -> transaction.isEmpty() || transaction.get().equals(each.id()))
            .toList();
    if (known.isEmpty()) {
      throw unknown(payment);
    }
    List<KnownTransaction> ended = known.stream().filter(Received::isFinal).toList();
    if (ended.isEmpty()) {
      throw refused(refund, "the payment is not final");
    }
    if (ended.size() > 1) {
      throw refused(refund, "several banks have paid under this id; name the transaction");
    }
    return payment(refund, ended.getFirst(), account);
  }

  /// Whether there is a payment with this id, sent or received, and however it ended.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT`
  void requireKnown(PaymentId payment) {
    if (all(payment).isEmpty()) {
      throw unknown(payment);
    }
  }

  private PlatformException unknown(PaymentId payment) {
    return Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", payment, "bank", parts.self())
        .exception();
  }

  /// A payment that was found before.
  Payment of(PaymentId refund, TransactionId transaction, Optional<AccountId> account) {
    return of(refund, transaction, account, known(Set.of(transaction)));
  }

  /// A payment that was found before, among those that were read.
  Payment of(
      PaymentId refund,
      TransactionId transaction,
      Optional<AccountId> account,
      Map<TransactionId, KnownTransaction> known) {
    return Optional.ofNullable(known.get(transaction))
        .map(found -> payment(refund, found, account))
        .orElseThrow(() -> refused(refund, "the payment is not known any more"));
  }

  /// What the vault has of these, in one look.
  Map<TransactionId, KnownTransaction> known(Set<TransactionId> transactions) {
    return parts.tasks().await(parts.vault().transactions(transactions), READ_TIMEOUT).stream()
        .collect(Collectors.toMap(KnownTransaction::id, Function.identity(), (first, _) -> first));
  }

  private List<KnownTransaction> all(PaymentId payment) {
    var known = new ArrayList<>(parts.tasks().await(parts.vault().attempts(payment), READ_TIMEOUT));
    for (Participant peer : parts.network().get().current().participants()) {
      known.addAll(parts.tasks().await(parts.vault().received(peer.node(), payment), READ_TIMEOUT));
    }
    return known;
  }

  private Payment payment(PaymentId refund, KnownTransaction known, Optional<AccountId> account) {
    Payment found =
        known.stored().isPresent()
            ? fromPeer(refund, known.stored().get(), account)
            : onUs(refund, known.committed().orElseThrow(), account);
    if (found.account().equals(own) || found.payer().equals(own)) {
      throw refused(refund, "a conversion is no payment");
    }
    return found;
  }

  private Payment fromPeer(
      PaymentId refund, VaultRecord.Stored stored, Optional<AccountId> account) {
    if (!RefundLink.isPayment(stored)) {
      throw refused(refund, "an issue or a refund is no payment");
    }
    AccountId payer = ReturnNumber.of(bankCode(refund, stored.peer()), stored.id());
    var told = new HashMap<StateRef, Remittance>();
    for (int i = 0; i < stored.receives().size(); i++) {
      told.put(stored.receives().get(i).ref(), stored.remittances().at(i));
    }
    return payment(
        refund,
        stored.payment(),
        stored.id(),
        stored.receives(),
        account,
        payer,
        ref -> told.getOrDefault(ref, Remittance.NONE));
  }

  private static Payment payment(
      PaymentId refund,
      PaymentId payment,
      TransactionId transaction,
      List<OwnState> received,
      Optional<AccountId> account,
      AccountId payer,
      Function<StateRef, Remittance> told) {
    List<AccountId> accounts = received.stream().map(OwnState::account).distinct().toList();
    if (accounts.size() > 1 && account.isEmpty()) {
      throw refused(refund, "the payment paid several accounts here; name the account");
    }
    AccountId giving = account.orElse(accounts.getFirst());
    List<OwnState> own = received.stream().filter(state -> state.account().equals(giving)).toList();
    if (own.isEmpty()) {
      throw refused(refund, "the payment did not pay the account");
    }
    return new Payment(
        payment,
        transaction,
        giving,
        accounts.size() > 1,
        payer,
        own.getFirst().holding(),
        own.stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus),
        told.apply(own.getFirst().ref()));
  }

  private Payment onUs(
      PaymentId refund, VaultRecord.Committed committed, Optional<AccountId> account) {
    if (!RefundLink.isPayment(committed)) {
      throw refused(refund, "a refund is no payment");
    }
    List<OwnState> received =
        committed.receives().stream()
            .filter(state -> !state.account().equals(committed.payer()))
            .toList();
    if (received.isEmpty()) {
      throw refused(refund, "a customer of this bank has sent the payment");
    }
    return payment(
        refund,
        committed.payment(),
        committed.id(),
        received,
        account,
        committed.payer(),
        ref -> committed.remittances().at(ref.index()));
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

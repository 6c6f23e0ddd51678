package kz.digitaltenge.node.vault;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// How a transaction's details say that it gives a payment back: they are the payment's transaction
/// id, and nothing else that stands there is as long.
public final class RefundLink {
  private RefundLink() {}

  /// Details of a refund.
  public static Bytes to(TransactionId payment) {
    return Bytes.ofTrusted(payment.hash().trusted());
  }

  /// The transaction that is given back, if the details are a refund's.
  public static Optional<TransactionId> in(Bytes details) {
    return details.size() == Hash.SIZE_BYTES
        ? Optional.of(new TransactionId(Hash.of(details.toArray())))
        : Optional.empty();
  }

  /// The details of a transaction, on whichever side this node is.
  public static Bytes details(KnownTransaction known) {
    return known
        .committed()
        .map(VaultRecord.Committed::details)
        .orElseGet(() -> known.stored().orElseThrow().details());
  }

  /// What the payee of a transaction gets.
  public static Amount amount(KnownTransaction known) {
    return known
        .committed()
        .map(VaultRecord.Committed::amount)
        .orElseGet(
            () ->
                known.stored().orElseThrow().receives().stream()
                    .map(OwnState::amount)
                    .reduce(Amount.ZERO, Amount::plus));
  }

  /// Whether what was committed to is a payment, which can be given back.
  public static boolean isPayment(VaultRecord.Committed record) {
    return isPayment(record.transaction());
  }

  /// Whether what was stored is a payment, which can be given back.
  public static boolean isPayment(VaultRecord.Stored record) {
    return isPayment(record.transaction());
  }

  private static boolean isPayment(Bytes transaction) {
    return switch (SignedTransaction.decode(transaction.trusted())
        .transaction()
        .intents()
        .getFirst()) {
      case Intent.Move _ -> true;
      case Intent.Issue _,
          Intent.Redeem _,
          Intent.Hold _,
          Intent.Order _,
          Intent.Housekeeping _,
          Intent.Refund _ ->
          false;
    };
  }
}

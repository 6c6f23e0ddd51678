package kz.digitaltenge.node.refund;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;

/// A refund as it stands.
///
/// @param id the bank's name for it, and its payment's id in the ledger
/// @param payment what is given back, by the id that its payer's bank gave it
/// @param of the payment's transaction
/// @param account that gives back what it got itself, when the payment paid several here
/// @param transaction that gave the money back
/// @param note what is waited for, or why it was refused
public record Refund(
    PaymentId id,
    PaymentId payment,
    TransactionId of,
    Optional<AccountId> account,
    Amount amount,
    Stage stage,
    Instant requestedAt,
    Instant changedAt,
    Optional<TransactionId> transaction,
    Note note) {
  /// How far a refund has come.
  public enum Stage {
    /// The sum is taken from what the payment has left; the money may move.
    ORDERED,
    /// The money has moved for good.
    PAID,
    /// No money has moved and none will; the sum is left again.
    REFUSED
  }
}

package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;

/// One movement of an account.
///
/// @param sequence rises with time within an account
/// @param at the notary's log time
/// @param counterparty the other side as the account's owner knows it
/// @param refundOf the transaction that this movement gives back
/// @param remittance what the payer told the payee
public record HistoryLine(
    long sequence,
    Instant at,
    Direction direction,
    Asset asset,
    Optional<Mark> mark,
    Amount amount,
    PaymentId payment,
    TransactionId transaction,
    String counterparty,
    Optional<TransactionId> refundOf,
    Remittance remittance) {
  /// A movement that gives nothing back.
  public HistoryLine(
      long sequence,
      Instant at,
      Direction direction,
      Asset asset,
      Optional<Mark> mark,
      Amount amount,
      PaymentId payment,
      TransactionId transaction,
      String counterparty) {
    this(
        sequence,
        at,
        direction,
        asset,
        mark,
        amount,
        payment,
        transaction,
        counterparty,
        Optional.empty(),
        Remittance.NONE);
  }

  /// Which way the money went.
  public enum Direction {
    IN,
    OUT
  }
}

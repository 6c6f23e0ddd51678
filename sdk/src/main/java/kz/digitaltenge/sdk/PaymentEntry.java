package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A payment that has come to its end, as one account of the bank saw it; one within the bank has
/// two. Or one that is under way, as its payer's account sees it.
///
/// @param state `FINAL`, `VOID`, `NEVER` or `PENDING`; nothing moved for good unless it is `FINAL`
/// @param banks where the other side is; several when it paid several banks
/// @param sequence rises with the order in which the node wrote them down; of one under way, with
///   when it was made
/// @param at by the notary; of one under way, when it was made
/// @param direction `IN` or `OUT`
/// @param counterparty the other side as the account's owner knows it
/// @param refundOf the transaction that it gives back
/// @param purpose what the payer told the payee
/// @param reference the payer's, end to end; of a refund that of the first payment
/// @param knp the payment purpose code
/// @param attempt which attempt of a payment under way it is
public record PaymentEntry(
    String account,
    String state,
    List<String> banks,
    long sequence,
    Instant at,
    String direction,
    String currency,
    BigDecimal amount,
    String payment,
    String transaction,
    String counterparty,
    Optional<String> mark,
    Optional<String> refundOf,
    Optional<String> purpose,
    Optional<String> reference,
    Optional<String> knp,
    Optional<Integer> attempt) {
  public PaymentEntry {
    banks = List.copyOf(banks);
  }
}

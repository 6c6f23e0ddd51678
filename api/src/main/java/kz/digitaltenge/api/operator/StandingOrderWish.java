package kz.digitaltenge.api.operator;

import kz.digitaltenge.ledger.crypto.Hash;

/// A wish to pay at a date or again and again, as typed.
///
/// @param id the bank's name for it; one standing order an id
/// @param account the payee's number, or empty when an alias is given
/// @param amount decimal tenge
/// @param when when it falls due
/// @param digest of the bytes that it came in
public record StandingOrderWish(
    String id,
    String payer,
    String account,
    PayeeAlias alias,
    String amount,
    String currency,
    String purpose,
    When when,
    Hash digest) {
  /// When it falls due.
  ///
  /// @param every `ONCE`, `DAILY`, `WEEKLY` or `MONTHLY`
  /// @param first such as `2026-06-01T09:00`, in Almaty
  /// @param shift `AS_IS`, `FORWARD` or `BACK`
  /// @param until the last day, or empty
  /// @param times how often at most, or empty
  public record When(String every, String first, String shift, String until, String times) {}

  /// Without who pays whom how much.
  @Override
  public String toString() {
    return "StandingOrderWish[" + id + "]";
  }
}

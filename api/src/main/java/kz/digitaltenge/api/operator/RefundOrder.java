package kz.digitaltenge.api.operator;

/// A wish to give a payment back, as typed.
///
/// @param refund the bank's name for it, and its payment's id in the ledger
/// @param payment what is given back, by the id that its payer's bank gave it
/// @param transaction of the payment, or empty: needed when two banks have paid under one id
/// @param account that gives back, or empty: needed when the payment paid several here
/// @param amount decimal tenge, or empty for all that is left
/// @param currency of the payment, or empty
public record RefundOrder(
    String refund,
    String payment,
    String transaction,
    String account,
    String amount,
    String currency) {}

package kz.digitaltenge.api.operator;

/// A request to pay as typed.
///
/// @param request the bank's name for it
/// @param account of the payee, at this bank
/// @param payer an account at any bank, or empty
/// @param alias what the payer is known by, empty when the account is given
/// @param amount decimal tenge
/// @param expiresAt RFC 3339
public record PaymentRequestOrder(
    String request,
    String account,
    String payer,
    PayeeAlias alias,
    String amount,
    String currency,
    String purpose,
    String expiresAt) {}

package kz.digitaltenge.api.operator;

/// A customer's wish to convert, as typed.
///
/// @param name the bank's name for it; one conversion a name
/// @param direction `IN`, into digital tenge, or `OUT`
/// @param account the customer's digital account
/// @param coreAccount the same customer's account in the bank's core banking system
/// @param amount decimal tenge
public record ClientConversionOrder(
    String name,
    String direction,
    String account,
    String coreAccount,
    String amount,
    String currency) {}

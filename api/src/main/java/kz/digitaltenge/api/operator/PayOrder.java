package kz.digitaltenge.api.operator;

/// A wish to pay, as typed.
///
/// @param payment the asker's name for it; repeating an order under the same name never pays twice
/// @param payee an account here or at another bank: the number says where
/// @param amount decimal tenge, such as `1234.50`
/// @param currency such as `KZT`
public record PayOrder(
    String payment, String payer, String payee, String amount, String currency) {}

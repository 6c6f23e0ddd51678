package kz.digitaltenge.api.operator;

import java.util.List;

/// A wish to pay, as typed.
///
/// @param payment the asker's name for it; repeating an order under the same name never pays twice
/// @param payee an account here or at another bank: the number says where; empty when there are
///   legs
/// @param amount decimal tenge, such as `1234.50`; of legs their total, and empty when the asker
///   leaves it to them
/// @param currency such as `KZT`
/// @param legs several payees, all of whom are paid or none
/// @param remittance what each payee is told
public record PayOrder(
    String payment,
    String payer,
    String payee,
    String amount,
    String currency,
    List<Leg> legs,
    Remittance remittance) {
  /// One of several payees.
  public record Leg(String payee, String amount) {}

  public PayOrder {
    legs = List.copyOf(legs);
  }

  /// A wish of which the payees are told nothing more.
  public PayOrder(
      String payment, String payer, String payee, String amount, String currency, List<Leg> legs) {
    this(payment, payer, payee, amount, currency, legs, Remittance.NONE);
  }

  /// A wish to pay one payee.
  public PayOrder(String payment, String payer, String payee, String amount, String currency) {
    this(payment, payer, payee, amount, currency, List.of());
  }
}

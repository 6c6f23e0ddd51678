package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of an order to pay several payees: all of them are paid or none.
///
/// @param id the payer's bank's own
/// @param transaction empty while signatories are asked
/// @param position of the decision in the notary's log
/// @param legs what each payee gets, in the order's order
public record SplitPayment(
    String id,
    Payment.State state,
    Optional<String> transaction,
    OptionalLong position,
    Optional<Instant> decidedAt,
    List<Leg> legs) {
  public SplitPayment {
    legs = List.copyOf(legs);
  }

  public boolean isFinal() {
    return state == Payment.State.FINAL;
  }

  /// What one payee gets.
  ///
  /// @param number from 1
  /// @param payee where the leg goes; at another bank, by an alias, a number for it alone
  public record Leg(int number, String payee, BigDecimal amount) {}

  /// An order to pay several payees.
  ///
  /// @param id the payment's for good, 1 to 64 of `A-Za-z0-9._:-`: the same order under it is paid
  ///   once
  /// @param payer an account of this bank
  /// @param legs 2 to 16, nobody twice
  /// @param told what each payee is told, and the payer's signatories where it has any
  public record Order(String id, String payer, List<Share> legs, Told told) {
    public Order {
      legs = List.copyOf(legs);
    }

    /// Of which nobody is told anything more.
    public Order(String id, String payer, List<Share> legs) {
      this(id, payer, legs, Told.NOTHING);
    }

    /// With a purpose.
    public Order(String id, String payer, List<Share> legs, String purpose) {
      this(id, payer, legs, Told.purpose(purpose));
    }

    Map<String, Object> body() {
      BigDecimal total = legs.stream().map(Share::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
      Map<String, Object> body =
          Json.object(
              "payer",
              payer,
              "legs",
              legs.stream().map(Share::body).toList(),
              "total",
              Amounts.text(total),
              "currency",
              "KZT");
      body.putAll(told.members());
      return body;
    }
  }

  /// What one payee is to get.
  ///
  /// @param amount in tenge, above zero, two digits after the point at most
  /// @param payeeName as of a payment to one payee
  public record Share(Payee payee, BigDecimal amount, String payeeName) {
    /// To whoever it is.
    public Share(Payee payee, BigDecimal amount) {
      this(payee, amount, "");
    }

    private Map<String, Object> body() {
      Map<String, Object> body = Json.object("amount", Amounts.text(amount));
      body.putAll(payee.member());
      if (!payeeName.isEmpty()) {
        body.put("payeeName", payeeName);
      }
      return body;
    }
  }
}

package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of an order to pay.
///
/// @param id the payer's bank's own
/// @param transaction empty while signatories are asked
/// @param position of the decision in the notary's log
public record Payment(
    String id,
    State state,
    Optional<String> transaction,
    OptionalLong position,
    Optional<Instant> decidedAt) {
  public enum State {
    /// The money has moved and cannot come back.
    FINAL,
    /// Committed; the notary's word is not here yet.
    PENDING,
    /// The payer's signatories are asked; [Approvals] has what they sign.
    AWAITING_APPROVAL,
    /// They have approved, and it goes on by itself; ask again with the same order.
    APPROVED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  public boolean isFinal() {
    return state == State.FINAL;
  }

  /// An order to pay.
  ///
  /// @param id the payment's for good, 1 to 64 of `A-Za-z0-9._:-`: the same order under it is paid
  ///   once
  /// @param payer an account of this bank
  /// @param amount in tenge, above zero, two digits after the point at most
  /// @param payeeName with an alias the name that the payer was shown, and nobody else is paid;
  ///   empty for whoever it is
  /// @param told what the payee is told, and the payer's signatories where it has any
  public record Order(
      String id, String payer, Payee payee, BigDecimal amount, String payeeName, Told told) {
    /// To whoever it is.
    public Order(String id, String payer, Payee payee, BigDecimal amount) {
      this(id, payer, payee, amount, "");
    }

    /// To whom the payer was shown.
    public Order(String id, String payer, Payee payee, BigDecimal amount, String payeeName) {
      this(id, payer, payee, amount, payeeName, Told.NOTHING);
    }

    /// With a purpose.
    public Order(
        String id, String payer, Payee payee, BigDecimal amount, String payeeName, String purpose) {
      this(id, payer, payee, amount, payeeName, Told.purpose(purpose));
    }

    /// To whoever it is, with something to tell.
    public Order(String id, String payer, Payee payee, BigDecimal amount, Told told) {
      this(id, payer, payee, amount, "", told);
    }

    Map<String, Object> body() {
      Map<String, Object> body =
          Json.object("payer", payer, "amount", Amounts.text(amount), "currency", "KZT");
      body.putAll(payee.member());
      if (!payeeName.isEmpty()) {
        body.put("payeeName", payeeName);
      }
      body.putAll(told.members());
      return body;
    }
  }

  /// What the node knows and can prove of a payment.
  public record Explanation(String id, List<Attempt> attempts) {
    public Explanation {
      attempts = List.copyOf(attempts);
    }
  }

  /// One attempt at a payment.
  ///
  /// @param side `PAYER` or `PAYEE`: which of the two this bank is
  /// @param state `STORED`, `COMMITTED`, `FINAL`, `VOID` or `NEVER`
  /// @param next what is left to do, for people
  /// @param purpose what the payer told the payee
  /// @param reference the payer's, end to end
  /// @param knp the payment purpose code
  public record Attempt(
      String side,
      int number,
      String transaction,
      String state,
      String currency,
      BigDecimal amount,
      String payer,
      String payee,
      Instant windowUntil,
      OptionalLong position,
      Optional<Instant> decidedAt,
      List<String> evidence,
      String next,
      Optional<String> purpose,
      Optional<String> reference,
      Optional<String> knp) {
    public Attempt {
      evidence = List.copyOf(evidence);
    }
  }
}

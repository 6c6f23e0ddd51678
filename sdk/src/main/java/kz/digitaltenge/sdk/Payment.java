package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of an order to pay.
///
/// @param id the payer's bank's own
/// @param position of the decision in the notary's log
public record Payment(
    String id,
    State state,
    String transaction,
    OptionalLong position,
    Optional<Instant> decidedAt) {
  public enum State {
    /// The money has moved and cannot come back.
    FINAL,
    /// Committed; the notary's word is not here yet.
    PENDING
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
  public record Order(String id, String payer, Payee payee, BigDecimal amount, String payeeName) {
    /// To whoever it is.
    public Order(String id, String payer, Payee payee, BigDecimal amount) {
      this(id, payer, payee, amount, "");
    }

    Map<String, Object> body() {
      Map<String, Object> body =
          Json.object("payer", payer, "amount", Amounts.text(amount), "currency", "KZT");
      body.putAll(payee.member());
      if (!payeeName.isEmpty()) {
        body.put("payeeName", payeeName);
      }
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
      String next) {
    public Attempt {
      evidence = List.copyOf(evidence);
    }
  }
}

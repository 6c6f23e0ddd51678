package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A payment that is given back, all of it or a part.
///
/// @param refundOf the transaction of the payment
/// @param transaction that gave the money back
/// @param note for people: what is waited for, or why it was refused
public record Refund(
    String id,
    String payment,
    String refundOf,
    BigDecimal amount,
    State state,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> transaction,
    Optional<String> note) {
  /// How far it has come.
  public enum State {
    /// It goes on by itself.
    PENDING,
    FINAL,
    REFUSED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// An order to give back.
  ///
  /// @param id the refund's for good, as of a payment
  /// @param payment that an account of this bank has received
  /// @param amount empty for all that is left
  /// @param transaction of the payment, where two banks have paid under one id
  public record Order(
      String id, String payment, Optional<BigDecimal> amount, Optional<String> transaction) {
    /// Of all that is left.
    public Order(String id, String payment) {
      this(id, payment, Optional.empty(), Optional.empty());
    }

    /// Of a part.
    public Order(String id, String payment, BigDecimal amount) {
      this(id, payment, Optional.of(amount), Optional.empty());
    }

    Map<String, Object> body() {
      Map<String, Object> body =
          Json.object("amount", amount.map(Amounts::text), "transaction", transaction);
      if (amount.isPresent()) {
        body.put("currency", "KZT");
      }
      return body;
    }
  }
}

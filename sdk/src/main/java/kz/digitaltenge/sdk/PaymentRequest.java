package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A request to pay as one of its two banks has it.
///
/// @param id this bank's for it: at the payer's bank the payment's
/// @param bank the other bank
/// @param payment the id of the payment that fulfils it
/// @param position rises with each change of any request
/// @param note why it was refused, or what is waited for; for people
public record PaymentRequest(
    String id,
    Side side,
    String bank,
    String payee,
    String payeeName,
    String payer,
    String currency,
    BigDecimal amount,
    String purpose,
    Instant expiresAt,
    State state,
    String payment,
    Instant createdAt,
    Instant changedAt,
    String position,
    Optional<String> note) {
  /// Whose bank this is.
  public enum Side {
    PAYEE,
    PAYER
  }

  /// How far it has come.
  public enum State {
    ORDERED,
    OPEN,
    CANCELLING,
    /// Accepted; those who sign for the payer's account are asked. See [Approvals].
    AWAITING_APPROVAL,
    ACCEPTED,
    PAID,
    REFUSED,
    CANCELLED,
    EXPIRED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// What to ask for.
  ///
  /// @param id the request's for good at this bank, as of a payment
  /// @param account of this bank, whom the money is for
  /// @param payer who is asked
  /// @param purpose may be empty
  public record Wish(
      String id,
      String account,
      Payee payer,
      BigDecimal amount,
      String purpose,
      Instant expiresAt) {
    Map<String, Object> body() {
      Map<String, Object> body =
          Json.object(
              "account",
              account,
              "amount",
              Amounts.text(amount),
              "currency",
              "KZT",
              "expiresAt",
              expiresAt.toString());
      body.putAll(
          switch (payer) {
            case Payee.ByAccount(String number) -> Map.of("payer", number);
            case Payee.Alias alias -> alias.member();
          });
      if (!purpose.isEmpty()) {
        body.put("purpose", purpose);
      }
      return body;
    }
  }
}

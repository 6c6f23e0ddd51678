package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// Something that happened on an account of the bank, for good.
///
/// @param id its position: later events of an account have larger ones; with the bank it names the
///   event
/// @param payment with what follows it, of a payment
/// @param refundOf the transaction that the payment gives back, of a refund
public record Event(
    long id,
    Kind kind,
    String account,
    Instant at,
    Optional<String> payment,
    Optional<String> transaction,
    Optional<String> currency,
    Optional<BigDecimal> amount,
    Optional<String> counterparty,
    Optional<String> mark,
    Optional<String> refundOf) {
  public enum Kind {
    ACCOUNT_OPENED,
    PAYMENT_RECEIVED,
    PAYMENT_SENT,
    PAYMENT_VOID,
    PAYMENT_NEVER,
    /// One that this SDK does not know: pass over it.
    @JsonEnumDefaultValue
    UNKNOWN
  }
}

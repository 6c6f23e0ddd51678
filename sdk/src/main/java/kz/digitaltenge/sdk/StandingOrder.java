package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A wish to pay at a date, or again and again by the calendar.
///
/// @param first when it falls due first, in Almaty
/// @param nextDue when it falls due next, while it does
/// @param evidence where the signed request is kept
public record StandingOrder(
    String id,
    String payer,
    Optional<String> payee,
    Optional<String> phone,
    Optional<String> iin,
    Optional<String> bin,
    BigDecimal amount,
    String currency,
    Optional<String> purpose,
    Every every,
    LocalDateTime first,
    Shift shift,
    Optional<LocalDate> until,
    Optional<String> times,
    State state,
    Optional<Instant> nextDue,
    Instant createdAt,
    Instant changedAt,
    String evidence) {
  /// How often.
  public enum Every {
    ONCE,
    DAILY,
    WEEKLY,
    MONTHLY,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// Where a day without work moves.
  public enum Shift {
    AS_IS,
    FORWARD,
    BACK,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// How it stands.
  public enum State {
    /// Those who sign for the payer's account are asked.
    AWAITING_APPROVAL,
    ACTIVE,
    PAUSED,
    CANCELLED,
    /// Nothing falls due any more.
    DONE,
    /// They did not approve it.
    REFUSED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// When to pay.
  ///
  /// @param until the last day; empty for no end
  /// @param times how often at most
  public record When(
      Every every, LocalDateTime first, Shift shift, Optional<LocalDate> until, OptionalInt times) {
    /// Without an end.
    public When(Every every, LocalDateTime first) {
      this(every, first, Shift.AS_IS, Optional.empty(), OptionalInt.empty());
    }
  }

  /// What to pay.
  ///
  /// @param id the order's for good, as of a payment
  /// @param purpose may be empty
  public record Wish(
      String id, String payer, Payee payee, BigDecimal amount, String purpose, When when) {
    Map<String, Object> body() {
      Map<String, Object> body =
          Json.object(
              "payer", payer,
              "amount", Amounts.text(amount),
              "currency", "KZT",
              "every", when.every().name(),
              "first", when.first().toString(),
              "shift", when.shift().name(),
              "until", when.until().map(LocalDate::toString));
      body.putAll(payee.member());
      if (!purpose.isEmpty()) {
        body.put("purpose", purpose);
      }
      when.times().ifPresent(times -> body.put("times", String.valueOf(times)));
      return body;
    }
  }

  /// Something that fell due, and what became of it.
  ///
  /// @param number counted from 0
  /// @param day before any shift
  /// @param payment the id of the payment that pays it
  public record Execution(
      int number,
      LocalDate day,
      Instant dueAt,
      String payment,
      ExecutionState state,
      int tries,
      Optional<Instant> nextTry,
      Optional<Instant> endedAt,
      Optional<String> transaction,
      Optional<Reason> problem) {}

  /// How far an execution has come.
  public enum ExecutionState {
    DUE,
    PAID,
    FAILED,
    MISSED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }
}

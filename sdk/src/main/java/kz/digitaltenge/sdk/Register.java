package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A company's list of payouts, and how far it has come.
///
/// @param paidTotal what the lines that are paid come to
/// @param toLookUp payees who are still to be looked up, while `CHECKING`
/// @param estimatedEnd when it would be done if it went on as fast
/// @param problem why nothing of it was paid, when it is `REFUSED`
/// @param evidence where the signed request is kept
public record Register(
    String id,
    String payer,
    String currency,
    BigDecimal total,
    BigDecimal paidTotal,
    State state,
    Counts counts,
    Optional<Integer> toLookUp,
    Instant receivedAt,
    Instant changedAt,
    Optional<Instant> estimatedEnd,
    Optional<Reason> problem,
    String evidence) {
  /// How far the whole has come.
  public enum State {
    /// The payer's signatories are asked about it; nothing is looked up or paid yet.
    AWAITING_APPROVAL,
    /// Phones, IINs and BINs are looked up; nothing is paid yet.
    CHECKING,
    PAYING,
    /// Each line has come to its end.
    DONE,
    /// Its signatories did not approve it, or a payee is nobody's; nothing was paid.
    REFUSED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// How many lines are in each state.
  public record Counts(int all, int waiting, int paid, int refused, int cancelled) {}

  public boolean isEnded() {
    return counts.waiting() == 0;
  }

  /// The very bytes of a register, in one of the interface's two forms.
  public record Content(String type, MessageBody bytes) {
    public static Content csv(MessageBody bytes) {
      return new Content("text/csv", bytes);
    }

    public static Content json(MessageBody bytes) {
      return new Content("application/json", bytes);
    }
  }

  /// One payout, and what became of it.
  ///
  /// @param place in the register, counted from 1
  /// @param line its name there
  /// @param payment the id of the payment that pays it, one for several lines to one bank
  /// @param transaction of the ledger, once it is paid
  public record Line(
      int place,
      String line,
      String payment,
      Optional<String> account,
      Optional<String> phone,
      Optional<String> iin,
      Optional<String> bin,
      BigDecimal amount,
      Optional<String> purpose,
      LineState state,
      Optional<String> transaction,
      Optional<Instant> decidedAt,
      Optional<Reason> problem) {}

  /// How far a line has come.
  public enum LineState {
    WAITING,
    PAID,
    REFUSED,
    CANCELLED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }
}

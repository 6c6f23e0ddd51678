package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// The bank's money on its way between its correspondent account and its stock of digital tenge, at
/// the central bank.
///
/// @param coreOrder the order's id at the central bank's core banking system
/// @param coreReference of that system, once the money has moved there
/// @param transaction of the ledger, once the tokens have moved
/// @param approvals how many officers of the central bank have approved
/// @param approvalsNeeded how many are to
/// @param place among those that wait for the core banking system to open; 1 for the first
/// @param opensAt when it opens
/// @param cancelling whether the bank has taken it back, and that has not ended yet
/// @param signedOrder what the bank's node signed, in hexadecimal digits
/// @param problem why it was refused, or what it waits for
public record StockConversion(
    String id,
    Direction direction,
    BigDecimal amount,
    State state,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> coreOrder,
    Optional<String> coreReference,
    Optional<String> transaction,
    Optional<Integer> approvals,
    Optional<Integer> approvalsNeeded,
    Optional<Integer> place,
    Optional<Instant> opensAt,
    Optional<Boolean> cancelling,
    Optional<String> signedOrder,
    Optional<Reason> problem) {
  /// `IN` is into digital tenge.
  public enum Direction {
    IN,
    OUT
  }

  /// How far it is. `QUEUED` is with the bank's node alone so far; `ISSUED`, `REDEEMED`, `REFUSED`
  /// and `RETURNED` are for good.
  public enum State {
    QUEUED,
    DEBIT_ORDERED,
    DEBITED,
    APPROVED,
    ISSUED,
    CREDIT_BACK_OWED,
    REFUSED,
    TOKENS_AWAITED,
    TOKENS_HELD,
    CREDIT_ORDERED,
    CREDITED,
    REDEEMED,
    RETURN_OWED,
    RETURNED,
    WAITS_FOR_DAY,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// An order to convert.
  ///
  /// @param id the conversion's for good: the same order under it is carried out once
  /// @param amount in tenge, above zero, two digits after the point at most
  public record Order(String id, Direction direction, BigDecimal amount) {}

  /// Which ones are meant.
  ///
  /// @param from requested then or later
  /// @param to requested before
  public record Filter(
      Optional<State> state,
      Optional<Direction> direction,
      Optional<Instant> from,
      Optional<Instant> to) {
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}

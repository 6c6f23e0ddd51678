package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A customer's money on its way between the bank's core banking system and digital tenge.
///
/// @param coreReference of the core banking system, once the money has moved there
/// @param transaction of the ledger, once the tokens have moved
/// @param returnReference of the core banking system, once it has given the money back
/// @param returnTransaction of the ledger, once the tokens have gone back
/// @param returnAccount in the core banking system, when the money goes back to another than
///   `coreAccount`
/// @param owed while what was taken could not be given back yet
/// @param note what is waited for, or why it was refused
public record Conversion(
    String id,
    Direction direction,
    String account,
    String coreAccount,
    BigDecimal amount,
    State state,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> coreReference,
    Optional<String> transaction,
    Optional<String> returnReference,
    Optional<String> returnTransaction,
    Optional<String> returnAccount,
    Optional<Owed> owed,
    Optional<String> note) {
  /// `IN` is into digital tenge.
  public enum Direction {
    IN,
    OUT
  }

  /// How far it is; the last three are for good.
  public enum State {
    DEBIT_ORDERED,
    DEBITED,
    CREDIT_BACK_OWED,
    /// Those who sign for the customer's account are asked. See [Approvals].
    AWAITING_APPROVAL,
    TOKENS_ORDERED,
    TOKENS_TAKEN,
    TOKENS_BACK_OWED,
    CONVERTED,
    REFUSED,
    RETURNED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// What is to be given back.
  ///
  /// @param attempt the number of the order to credit money back that is under way or comes next;
  ///   each one before was refused
  /// @param nextAt when the next order is sent; without it, it is tried again every two seconds
  /// @param note why the last try came to nothing
  public record Owed(
      Instant since, Optional<Integer> attempt, Optional<Instant> nextAt, Optional<String> note) {}

  /// An order to convert.
  ///
  /// @param id the conversion's for good: the same order under it is carried out once
  /// @param account the customer's digital account
  /// @param coreAccount the same customer's in the core banking system
  /// @param amount in tenge, above zero, two digits after the point at most
  public record Order(
      String id, Direction direction, String account, String coreAccount, BigDecimal amount) {}

  /// The bank's conversions held against its core banking system.
  public record Reconciliation(
      Instant at,
      boolean clean,
      Turnover booked,
      Turnover expected,
      List<Item> inFlight,
      List<Item> breaks) {
    public Reconciliation {
      inFlight = List.copyOf(inFlight);
      breaks = List.copyOf(breaks);
    }
  }

  /// What was debited and credited, in tenge.
  public record Turnover(BigDecimal debited, BigDecimal credited) {}

  /// One that is under way, or on which the books differ.
  public record Item(String kind, String name, BigDecimal amount, Instant since) {}
}

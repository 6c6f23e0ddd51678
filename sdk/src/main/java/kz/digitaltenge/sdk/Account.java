package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An account of the bank.
///
/// @param number twenty characters with check digits
/// @param reference the customer as the bank knows it
/// @param balances what it has, by currency and mark; empty in lists and where it was just opened
public record Account(
    String number, String reference, String name, Instant openedAt, List<Balance> balances) {
  // Absent where the interface leaves it out.
  @SuppressWarnings("NullAway") // JSON has no empty lists for what it leaves out
  public Account {
    balances = balances == null ? List.of() : List.copyOf(balances);
  }

  /// What an account has of one currency and mark, in tenge.
  ///
  /// @param available what can be spent at once
  /// @param reserved by payments under way
  /// @param change on its way back from them
  /// @param incoming not final yet
  public record Balance(
      String currency,
      BigDecimal total,
      BigDecimal available,
      BigDecimal reserved,
      BigDecimal change,
      BigDecimal incoming,
      Optional<String> mark) {}

  /// A line of an account's history.
  ///
  /// @param counterparty the other account, as the owner knows it
  /// @param purpose what the payer told the payee
  /// @param reference the payer's, end to end; of a refund that of the first payment
  /// @param knp the payment purpose code
  public record Movement(
      long sequence,
      Instant at,
      Direction direction,
      String currency,
      BigDecimal amount,
      String payment,
      String transaction,
      String counterparty,
      Optional<String> mark,
      Optional<String> purpose,
      Optional<String> reference,
      Optional<String> knp) {
    public enum Direction {
      IN,
      OUT
    }
  }

  /// What an account may be used for: `OPEN` for all, `FROZEN` only to receive, `SUSPENDED` and
  /// `CLOSED` for nothing.
  public enum State {
    OPEN,
    SUSPENDED,
    FROZEN,
    CLOSED
  }

  /// A state that an account came into.
  ///
  /// @param evidence where the signed request is kept at the gateway
  public record StateChange(
      String account,
      State state,
      Instant at,
      Optional<String> reason,
      Optional<String> order,
      Optional<String> evidence) {}

  /// A limit in force, in tenge.
  ///
  /// @param kind `BALANCE`, `SINGLE`, `DAILY` or `MONTHLY`
  /// @param from since when the sum is in force
  public record Limit(String kind, LocalDate from, BigDecimal limit, BigDecimal remainder) {}
}

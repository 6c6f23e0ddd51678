package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;

/// What the core banking system booked on the liability account on a day.
///
/// @param balances empty for notices
public record CoreReport(LocalDate day, Optional<Balances> balances, List<Entry> entries) {
  public CoreReport {
    entries = List.copyOf(entries);
  }

  /// The liability before the day's first entry and after its last.
  public record Balances(Amount opening, Amount closing) {}

  /// One booking.
  ///
  /// @param order the order's id
  /// @param direction as the order had it: a bank's debit raises the liability
  public record Entry(
      String order, CoreOrder.Direction direction, Amount amount, Instant bookedAt) {}
}

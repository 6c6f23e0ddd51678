package kz.digitaltenge.app.demo;

import java.time.Duration;
import java.util.List;
import kz.digitaltenge.app.demo.Scores.BankScore;
import kz.digitaltenge.app.demo.Scores.RowCounts;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;

/// What a day came to.
///
/// @param refusedCount how many rows did not go through
/// @param refused the first of them, in the order of the lines
/// @param took from the first row to the last one's end
public record DemoReport(
    RowCounts rows,
    List<BankLine> banks,
    Reconciliation reconciliation,
    long refusedCount,
    List<RefusedRow> refused,
    Duration took) {
  /// Copies the lists.
  public DemoReport {
    banks = List.copyOf(banks);
    refused = List.copyOf(refused);
  }

  /// One bank's line of the table.
  ///
  /// @param balance the sum of the live tokens of the bank and its customers
  public record BankLine(
      NodeId node, String name, long accounts, BankScore payments, Amount balance) {}

  /// Whether every row went through and the books agree.
  public boolean allWell() {
    return refusedCount == 0 && reconciliation.balanced();
  }
}

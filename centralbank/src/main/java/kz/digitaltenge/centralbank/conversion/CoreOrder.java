package kz.digitaltenge.centralbank.conversion;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;

/// A movement between a bank's correspondent account and the liability account.
///
/// @param id names the order for good: 1 to 35 letters, digits and hyphens
/// @param amount more than zero
public record CoreOrder(String id, Direction direction, NodeId bank, Amount amount) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,35}");

  /// Which way the money goes, as the bank sees it.
  public enum Direction {
    /// From the bank: before an issue.
    DEBIT,
    /// To the bank: for a redemption.
    CREDIT
  }

  public CoreOrder {
    if (!ID.matcher(id).matches() || !amount.isPositive()) {
      throw new IllegalArgumentException("not an order of the core banking system: " + id);
    }
  }
}

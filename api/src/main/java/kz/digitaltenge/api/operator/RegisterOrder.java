package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;

/// A register of payouts as it was written down (S07).
///
/// @param id the bank's name for it; one register an id
/// @param payer the account that everything is paid from
/// @param count how many lines it says it has
/// @param total what it says they come to, in decimal tenge
/// @param rows those that could be read, in their order
/// @param faults what could not be read
/// @param digest of the bytes that it came in
public record RegisterOrder(
    String id,
    String payer,
    String currency,
    String count,
    String total,
    List<Row> rows,
    List<RegisterFault> faults,
    Hash digest) {
  /// Lines of one register at most.
  public static final int LINES_MAX = 100_000;

  /// A payout as it was written down.
  ///
  /// @param row where in the file, counted from 1
  /// @param line the writer's name for it
  /// @param account the payee's number, or empty when an alias is given
  /// @param amount decimal tenge
  public record Row(
      int row, String line, String account, PayeeAlias alias, String amount, String purpose) {
    /// Without whom and how much.
    @Override
    public String toString() {
      return "Row[" + row + "]";
    }
  }

  public RegisterOrder {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  /// Without what it orders.
  @Override
  public String toString() {
    return "RegisterOrder[" + id + ", " + rows.size() + " rows]";
  }
}

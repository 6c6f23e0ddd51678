package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;

/// A customer as the bank's own programs see them. Personal data: not for logs.
///
/// @param kind `PERSON` or `COMPANY`
/// @param number the IIN or the BIN
/// @param phone empty when there is none
/// @param name whole
/// @param shownName as payers see it; empty when it is hidden
/// @param day of birth or registration
/// @param activity empty for persons
/// @param serving whether this bank is named to payers before the customer's others, `IN_LINE`, or
///   behind them, `OTHERS_FIRST`
/// @param account the account's number
/// @param state the account's
/// @param warnings what the bank's people should look at
public record CustomerLine(
    String reference,
    String kind,
    String number,
    String phone,
    String name,
    String shownName,
    String day,
    String activity,
    String limits,
    String disclosure,
    String serving,
    String account,
    String state,
    Instant openedAt,
    long evidence,
    List<String> warnings) {

  public CustomerLine {
    warnings = List.copyOf(warnings);
  }

  @Override
  public String toString() {
    return "CustomerLine[" + reference + "]";
  }
}

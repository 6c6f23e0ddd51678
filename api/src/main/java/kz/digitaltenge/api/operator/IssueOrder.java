package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.ledger.OfficerApproval;

/// New money for a bank, as typed.
///
/// @param bank its node's name
/// @param amount decimal tenge
/// @param confirmation the core banking system's reference; one issue a confirmation
/// @param approvals what officers signed, for the conversion [#CONVERSION]
public record IssueOrder(
    String bank,
    String amount,
    String currency,
    String confirmation,
    List<OfficerApproval> approvals) {
  /// What officers name who approve a typed word, which is no conversion of a bank's.
  public static final String CONVERSION = "typed";

  /// As many as officers are at most.
  static final int APPROVALS_MAX = 32;

  public IssueOrder {
    approvals = List.copyOf(approvals);
  }

  /// One that nobody approved.
  public IssueOrder(String bank, String amount, String currency, String confirmation) {
    this(bank, amount, currency, confirmation, List.of());
  }
}

package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;

/// A conversion as it stands.
///
/// @param stage its name in the central bank's books
/// @param order the id that the core banking system knows it by
/// @param confirmation the hash of the core banking system's answer, once the money has moved there
/// @param transaction the ledger's, once it has ended
/// @param handover the payment by which a bank hands over what is to be redeemed
/// @param approvals the officers whose approval counts, by name
/// @param signedOrder the bank's order as it came; empty when it is from before orders were signed
/// @param note what is waited for, or why it was refused; for people
public record ConversionLine(
    String bank,
    String name,
    Kind kind,
    Amount amount,
    String stage,
    Progress progress,
    Instant requestedAt,
    Instant changedAt,
    String order,
    Optional<String> confirmation,
    Optional<String> transaction,
    String handover,
    List<String> approvals,
    int approvalsNeeded,
    Optional<Place> place,
    Optional<Bytes> signedOrder,
    String note) {
  public ConversionLine {
    approvals = List.copyOf(approvals);
  }

  /// Which way.
  public enum Kind {
    ISSUANCE,
    REDEMPTION
  }

  /// Whether it has ended, and how.
  public enum Progress {
    UNDER_WAY,
    /// Money and tokens have moved.
    DONE,
    /// Nothing has moved, or what had moved was given back.
    REFUSED
  }

  /// Where it is among those that wait for the core banking system to open.
  ///
  /// @param number 1 for the first
  public record Place(int number, Instant opensAt) {}

  /// Whether more officers are to say yes; also when an issue was approved and an officer's key
  /// replaced since. To a redemption they are when somebody's silence holds it up.
  public boolean awaitsApproval() {
    return (stage.equals("DEBITED") || stage.equals("APPROVED") || stage.equals("TOKENS_HELD"))
        && approvals.size() < approvalsNeeded;
  }

  /// Whether the central bank's node is to find out something, which asking again hastens: that the
  /// tokens came, or that the bank's position is proved.
  public boolean awaitsKnowledge() {
    return awaitsTokens() || stage.equals("TOKENS_HELD");
  }

  /// Whether the bank is to hand over its tokens.
  public boolean awaitsTokens() {
    return stage.equals("TOKENS_AWAITED");
  }
}

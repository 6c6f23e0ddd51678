package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.OptionalInt;
import kz.digitaltenge.ledger.NodeId;

/// A payment that has come to its end, as one account of the bank saw it; one within the bank has
/// two lines. Or one that is under way, as its payer's account sees it.
///
/// @param moved what moved; what would have moved unless it is final. Of one under way `at` is when
///   it was made, and `sequence` its place in their list
/// @param account whose line it is
/// @param state how it ended
/// @param banks where the other side is; several when it paid several banks
/// @param attempt which attempt of a payment under way it is
public record PaymentLine(
    HistoryLine moved, String account, State state, List<NodeId> banks, OptionalInt attempt) {
  /// One that has come to its end.
  public PaymentLine(HistoryLine moved, String account, State state, List<NodeId> banks) {
    this(moved, account, state, banks, OptionalInt.empty());
  }

  /// How a payment ended, if it has.
  public enum State {
    /// The money has moved for good.
    FINAL,
    /// The notary refused it; nothing moved.
    VOID,
    /// It was not logged in its time; nothing moved.
    NEVER,
    /// It is committed to, and its end is not known.
    PENDING
  }

  public PaymentLine {
    banks = List.copyOf(banks);
  }
}

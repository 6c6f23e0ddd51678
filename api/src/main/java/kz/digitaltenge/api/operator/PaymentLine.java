package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.ledger.NodeId;

/// A payment that has come to its end, as one account of the bank saw it. One within the bank has
/// two lines.
///
/// @param moved what moved; what would have moved unless it is final
/// @param account whose line it is
/// @param state how it ended
/// @param banks where the other side is; several when it paid several banks
public record PaymentLine(HistoryLine moved, String account, State state, List<NodeId> banks) {
  /// How a payment ended.
  public enum State {
    /// The money has moved for good.
    FINAL,
    /// The notary refused it; nothing moved.
    VOID,
    /// It was not logged in its time; nothing moved.
    NEVER
  }

  public PaymentLine {
    banks = List.copyOf(banks);
  }
}

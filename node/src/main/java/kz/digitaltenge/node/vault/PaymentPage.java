package kz.digitaltenge.node.vault;

import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.NodeId;

/// Some of the payments that were looked for, newest first.
///
/// @param next ask for what is before it to go on; empty when nothing is left. There may be a next
///   page after one that is short or empty: so many rows are looked at for one page and no more
public record PaymentPage(List<Line> lines, OptionalLong next) {
  /// Rows that are looked at for one page at most, whatever is looked for.
  public static final int LOOKED_AT_MAX = 10_000;

  /// Copies the list.
  public PaymentPage {
    lines = List.copyOf(lines);
  }

  /// What one account saw of a payment.
  ///
  /// @param line what moved; what would have moved when the outcome is another than `FINAL`
  /// @param peers the nodes of the other side; empty when it is of this bank
  public record Line(HistoryPage.Line line, Settlement.Outcome outcome, List<NodeId> peers) {
    /// Copies the list.
    public Line {
      peers = List.copyOf(peers);
    }
  }

  /// A page of what was found.
  ///
  /// @param found one line more than asked for, if there is one
  /// @param looked the last row that was looked at; empty when that was the last there is
  static PaymentPage of(List<Line> found, int limit, OptionalLong looked) {
    if (found.size() <= limit) {
      return new PaymentPage(found, looked);
    }
    List<Line> lines = found.subList(0, limit);
    return new PaymentPage(lines, OptionalLong.of(lines.getLast().line().sequence()));
  }
}

package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.TransactionId;

/// Some lines of an account's history, newest first. The next page starts before [#next()]; empty
/// after the oldest line.
public record HistoryPage(List<Line> lines, OptionalLong next) {
  /// Asks for the newest lines.
  public static final long NEWEST = Long.MAX_VALUE;

  /// Lines in a page at most.
  public static final int LINES_MAX = 1_000;

  /// Copies the list.
  public HistoryPage {
    lines = List.copyOf(lines);
  }

  /// Refuses a page of no lines or too many.
  static void requireLimit(int limit) {
    if (limit < 1 || limit > LINES_MAX) {
      throw new IllegalArgumentException("A page of " + limit + " lines");
    }
  }

  /// A page of at most `limit` lines; one line more tells that there is another page.
  static HistoryPage of(List<Line> lines, int limit) {
    if (lines.size() <= limit) {
      return new HistoryPage(lines, OptionalLong.empty());
    }
    var page = lines.subList(0, limit);
    return new HistoryPage(page, OptionalLong.of(page.getLast().sequence()));
  }

  /// One movement and the transaction that made it.
  ///
  /// @param sequence rises with time within an account
  /// @param at when the notary logged it
  /// @param refundOf the transaction that this one gives back
  public record Line(
      long sequence,
      TransactionId transaction,
      Instant at,
      Movement movement,
      Optional<TransactionId> refundOf) {}
}

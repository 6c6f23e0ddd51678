package kz.digitaltenge.ledger.supply;

import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NodeId;

/// A node that did not answer at a cut. It may be down or cut off, so it is named and not accused.
///
/// @param what it did not do
/// @param since the last cut at which it answered everything, when that is known
public record Silence(NodeId node, What what, Optional<LogHead> since) {
  /// What is missing.
  public enum What {
    /// It did not state its books.
    STATED_NOTHING("has stated nothing"),
    /// It stated its books, and opened nothing of what was drawn of them.
    OPENED_NOTHING("has stated its books and opened nothing of what was drawn");

    private final String words;

    What(String words) {
      this.words = words;
    }
  }

  /// One sentence for people.
  public String sentence() {
    String before =
        since
            .map(
                head ->
                    "since the cut at log position %d, %s".formatted(head.size(), head.logTime()))
            .orElse("and no earlier cut is known at which it answered");
    return "%s %s, %s.".formatted(node, what.words, before);
  }
}

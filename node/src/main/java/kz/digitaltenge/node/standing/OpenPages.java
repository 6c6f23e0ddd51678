package kz.digitaltenge.node.standing;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.node.standing.StandingBook.Due;
import kz.digitaltenge.node.standing.StandingBook.Tried;

/// Reads what is to be paid in one look, page by page, as those at work find nothing to do in what
/// was read so far. So many payments to one bank hide no other's. Thread-safe.
final class OpenPages {
  private static final int PAGE = 500;

  private final StandingBook book;
  private final Instant by;
  private final Lanes lanes;

  // Guarded by this.
  private Tried after = Tried.FIRST;

  /// @param by when it is to be tried
  OpenPages(StandingBook book, Instant by, Lanes lanes) {
    this.book = book;
    this.by = by;
    this.lanes = lanes;
  }

  /// Reads a page, unless somebody has since there was nothing to do; returns whether anything was
  /// read.
  synchronized boolean readOn() {
    if (!lanes.wantsMore()) {
      return false;
    }
    boolean isRead = false;
    try {
      List<Due> page = book.open(by, after, PAGE);
      if (!page.isEmpty()) {
        after = Tried.of(page.getLast().execution());
      }
      lanes.add(page.stream().map(Lanes.Item::of).toList(), page.size() < PAGE);
      isRead = true;
      return !page.isEmpty();
    } finally {
      if (!isRead) {
        // Nobody is to wait for what cannot be read.
        lanes.end();
      }
    }
  }
}

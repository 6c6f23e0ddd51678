package kz.digitaltenge.samplebank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kz.digitaltenge.sdk.Event;

/// The bank's own book of its customers' digital accounts, written from notifications: each event
/// once, however often it is told. Any thread may call.
final class Book {
  private final SortedMap<Long, Event> entries = new TreeMap<>();

  synchronized void enter(Event event) {
    entries.putIfAbsent(event.id(), event);
    notifyAll();
  }

  /// What happened on an account, in its order.
  synchronized List<Event> of(String account) {
    return entries.values().stream().filter(event -> event.account().equals(account)).toList();
  }

  /// What came to an account less what left it.
  BigDecimal turnover(String account) {
    return of(account).stream().map(Book::signed).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Waits until all of these are entered.
  ///
  /// @return those that are still missing when patience has run out
  synchronized List<Event> missing(List<Event> expected, long patienceMillis)
      throws InterruptedException {
    for (long waited = 0; !left(expected).isEmpty() && waited < patienceMillis; waited += 100) {
      wait(100);
    }
    return left(expected);
  }

  private List<Event> left(List<Event> expected) {
    var left = new ArrayList<>(expected);
    left.removeAll(entries.values());
    return left;
  }

  private static BigDecimal signed(Event event) {
    BigDecimal amount = event.amount().orElse(BigDecimal.ZERO);
    return switch (event.kind()) {
      case PAYMENT_RECEIVED -> amount;
      case PAYMENT_SENT -> amount.negate();
      // Money moves by payments only; new kinds may come with any update of the platform.
      default -> BigDecimal.ZERO;
    };
  }
}

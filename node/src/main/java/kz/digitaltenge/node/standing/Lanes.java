package kz.digitaltenge.node.standing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Payee;

/// Hands out what is to be paid to many at work: of each bank few at once, so that one that is slow
/// holds up its own, and of each order one, so that its days keep their order. Thread-safe.
final class Lanes {
  /// Of one payee's bank, or of payees whose bank is still to be found.
  static final int PER_BANK = 4;

  private static final String TO_BE_FOUND = "";

  // Guarded by this.
  private final Deque<Item> left;
  private final Map<String, Integer> banks = new HashMap<>();
  private final Set<Long> orders = new HashSet<>();
  private final Map<String, Problem> silent = new HashMap<>();

  /// What is to be paid.
  record Item(Execution execution, StandingOrder order) {
    String bank() {
      return switch (order.order().payee()) {
        case Payee.Numbered(var account) -> account.bankCode();
        case Payee.Known _ -> TO_BE_FOUND;
      };
    }
  }

  Lanes(List<Item> items) {
    this.left = new ArrayDeque<>(items);
  }

  /// The next that may begin now. Nothing when there is none, or when whoever is at work takes it
  /// afterwards.
  synchronized Optional<Item> next() {
    Iterator<Item> items = left.iterator();
    while (items.hasNext()) {
      Item item = items.next();
      boolean isFree =
          banks.getOrDefault(item.bank(), 0) < PER_BANK && !orders.contains(item.order().seq());
      if (isFree) {
        items.remove();
        banks.merge(item.bank(), 1, Integer::sum);
        orders.add(item.order().seq());
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  /// To be called once for each that was handed out.
  synchronized void done(Item item) {
    banks.computeIfPresent(item.bank(), (_, count) -> count == 1 ? null : count - 1);
    orders.remove(item.order().seq());
  }

  /// Notes that a bank does not answer: its others are not to wait for the same again.
  synchronized void silent(Item item, Problem why) {
    if (!item.bank().equals(TO_BE_FOUND)) {
      silent.putIfAbsent(item.bank(), why);
    }
  }

  /// Why an item's bank was not asked once more.
  synchronized Optional<Problem> silence(Item item) {
    return Optional.ofNullable(silent.get(item.bank()));
  }
}

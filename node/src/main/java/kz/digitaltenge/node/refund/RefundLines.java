package kz.digitaltenge.node.refund;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Hands out open refunds to many at work: of each bank few at once, so that one that is silent
/// holds up its own. Thread-safe.
final class RefundLines {
  /// To one bank.
  static final int PER_BANK = 4;

  // By bank, in the order of their coming.
  @GuardedBy("this")
  private final Map<String, Deque<Item>> left = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Integer> atWork = new HashMap<>();

  @GuardedBy("this")
  private CompletableFuture<Boolean> change = new CompletableFuture<>();

  /// @param bank that gets the money back
  record Item(Refund refund, String bank) {}

  /// What whoever has nothing to do is to do.
  sealed interface Next {
    record Take(Item item) implements Next {}

    /// Ask again when something has changed.
    record Wait(CompletableFuture<Boolean> change) implements Next {}

    record Over() implements Next {}
  }

  RefundLines(List<Item> items) {
    items.forEach(item -> left.computeIfAbsent(item.bank(), _ -> new ArrayDeque<>()).add(item));
  }

  synchronized Next next() {
    for (Map.Entry<String, Deque<Item>> line : left.entrySet()) {
      if (atWork.getOrDefault(line.getKey(), 0) < PER_BANK) {
        return new Next.Take(taken(line.getKey(), line.getValue()));
      }
    }
    return left.isEmpty() ? new Next.Over() : new Next.Wait(change);
  }

  @GuardedBy("this")
  private Item taken(String bank, Deque<Item> line) {
    Item item = line.remove();
    if (line.isEmpty()) {
      left.remove(bank);
    }
    atWork.merge(bank, 1, Integer::sum);
    return item;
  }

  /// To be called once for each that was handed out.
  ///
  /// @param isSilent whether its bank did not answer: its others are left for the next time
  synchronized void done(Item item, boolean isSilent) {
    atWork.computeIfPresent(item.bank(), (_, count) -> count == 1 ? null : count - 1);
    if (isSilent) {
      left.remove(item.bank());
    }
    changed();
  }

  /// Hands out nothing any more.
  synchronized void end() {
    left.clear();
    changed();
  }

  @GuardedBy("this")
  private void changed() {
    CompletableFuture<Boolean> before = change;
    change = new CompletableFuture<>();
    before.complete(true);
  }
}

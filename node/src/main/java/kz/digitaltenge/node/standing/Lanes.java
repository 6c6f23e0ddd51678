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
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Payee;

/// Hands out what is to be paid to many at work: of each bank few at once, so that one that is slow
/// holds up its own, and of each order one, so that its days keep their order. Thread-safe.
final class Lanes {
  /// Of one payee's bank, or of payees whose bank is still to be found.
  static final int PER_BANK = 4;

  /// What is held at once; more is read when some of it is paid.
  static final int HELD_MAX = 10_000;

  private static final String TO_BE_FOUND = "";

  // Guarded by this.
  private final Deque<Item> left = new ArrayDeque<>();

  /// Whose payee was found; their orders are still among those at work.
  private final Deque<Item> found = new ArrayDeque<>();

  private final Map<String, Integer> banks = new HashMap<>();
  private final Set<Long> orders = new HashSet<>();
  private final Map<String, Problem> silent = new HashMap<>();
  private CompletableFuture<Boolean> change = new CompletableFuture<>();
  private boolean isAll;
  private boolean isOver;

  /// What is to be paid.
  ///
  /// @param payee empty when it is still to be found
  record Item(Execution execution, StandingOrder order, Optional<AccountId> payee) {
    static Item of(StandingBook.Due due) {
      return new Item(
          due.execution(),
          due.order(),
          switch (due.order().order().payee()) {
            case Payee.Numbered(var account) -> Optional.of(account);
            case Payee.Known _ -> Optional.empty();
          });
    }

    private String bank() {
      return payee.map(AccountId::bankCode).orElse(TO_BE_FOUND);
    }
  }

  /// What whoever has nothing to do is to do.
  sealed interface Next {
    record Take(Item item) implements Next {}

    /// Read on.
    record More() implements Next {}

    /// Ask again when something has changed.
    record Wait(CompletableFuture<Boolean> change) implements Next {}

    record Over() implements Next {}
  }

  /// Adds what was read.
  ///
  /// @param isAll whether nothing is left to be read
  synchronized void add(List<Item> items, boolean isAll) {
    left.addAll(items);
    this.isAll = isAll;
    changed();
  }

  synchronized Next next() {
    if (isOver) {
      return new Next.Over();
    }
    Optional<Item> item = take(found, true).or(() -> take(left, false));
    return item.<Next>map(Next.Take::new).orElseGet(this::nothing);
  }

  private Next nothing() {
    if (hasRoom()) {
      return new Next.More();
    }
    return left.isEmpty() && found.isEmpty() && orders.isEmpty()
        ? new Next.Over()
        : new Next.Wait(change);
  }

  private boolean hasRoom() {
    return !isAll && left.size() < HELD_MAX;
  }

  /// Whether there is nothing to hand out now, and there may be more to be read.
  synchronized boolean wantsMore() {
    return !isOver
        && hasRoom()
        && found.stream().noneMatch(item -> isFree(item, true))
        && left.stream().noneMatch(item -> isFree(item, false));
  }

  private boolean isFree(Item item, boolean isAtWork) {
    return banks.getOrDefault(item.bank(), 0) < PER_BANK
        && (isAtWork || !orders.contains(item.order().seq()));
  }

  private Optional<Item> take(Deque<Item> line, boolean isAtWork) {
    Iterator<Item> items = line.iterator();
    while (items.hasNext()) {
      Item item = items.next();
      if (isFree(item, isAtWork)) {
        items.remove();
        banks.merge(item.bank(), 1, Integer::sum);
        orders.add(item.order().seq());
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  /// To be called once for each that was handed out, unless its payee was found.
  synchronized void done(Item item) {
    leave(item);
    orders.remove(item.order().seq());
    changed();
  }

  /// That an item's payee was found: it waits on among those of its bank.
  synchronized void found(Item item, AccountId payee) {
    leave(item);
    found.add(new Item(item.execution(), item.order(), Optional.of(payee)));
    changed();
  }

  /// Hands out nothing any more.
  synchronized void end() {
    isOver = true;
    changed();
  }

  /// Notes that a bank does not answer: its others are not to wait for the same again.
  synchronized void silent(String bankCode, Problem why) {
    silent.putIfAbsent(bankCode, why);
  }

  /// Why an item's bank was not asked once more.
  synchronized Optional<Problem> silence(Item item) {
    return Optional.ofNullable(silent.get(item.bank()));
  }

  private void leave(Item item) {
    banks.computeIfPresent(item.bank(), (_, count) -> count == 1 ? null : count - 1);
  }

  private void changed() {
    CompletableFuture<Boolean> before = change;
    change = new CompletableFuture<>();
    before.complete(true);
  }
}

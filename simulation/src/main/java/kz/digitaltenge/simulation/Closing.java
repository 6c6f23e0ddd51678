package kz.digitaltenge.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.Balance;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultScan;

/// What must hold whenever nothing is on its way any more, whatever happened before.
final class Closing {
  private static final Holding TENGE = Holding.of(Parties.TENGE);

  private final SimulatedNetwork network;
  private final Watch watch;
  private final Book book;

  Closing(SimulatedNetwork network) {
    this.network = network;
    this.watch = network.watch();
    this.book = watch.book();
  }

  /// Whether some node still waits for something.
  boolean isSomethingOpen() {
    return network.nodes().stream().anyMatch(this::isSomethingOpen);
  }

  private boolean isSomethingOpen(SimulatedNode node) {
    return node.running().flows().unresolvedReceipts() > 0
        || !unresolved(node).isEmpty()
        || node.accounts().stream().map(account -> balance(node, account)).anyMatch(this::isOpen);
  }

  private boolean isOpen(Balance balance) {
    return !balance.reserved().equals(Amount.ZERO)
        || !balance.change().equals(Amount.ZERO)
        || !balance.incoming().equals(Amount.ZERO);
  }

  private static Balance balance(SimulatedNode node, AccountId account) {
    return node.running().parts().purse().balance(account, TENGE);
  }

  /// What is still open, in words.
  String open() {
    var open = new ArrayList<String>();
    for (SimulatedNode node : network.nodes()) {
      unresolved(node).forEach(id -> open.add(node.id() + " does not know the end of " + id));
      for (AccountId account : node.accounts()) {
        Balance balance = balance(node, account);
        if (isOpen(balance)) {
          open.add("%s of %s: %s".formatted(account, node.id(), balance));
        }
      }
    }
    return String.join("; ", open);
  }

  private static List<TransactionId> unresolved(SimulatedNode node) {
    var unresolved = new ArrayList<TransactionId>();
    try (VaultScan scan = node.vault().scan()) {
      scan.unresolved(known -> unresolved.add(known.id()));
    }
    return unresolved;
  }

  void check(Customers customers, AccountId treasury) {
    notaryHasWhatTheBookHas();
    network.nodes().forEach(this::vaultHoldsWhatTheBookHas);
    network.nodes().forEach(this::everyEndIsRight);
    network.nodes().forEach(this::purseIsWhatTheVaultSays);
    for (AccountId account : customers.accounts()) {
      isAsTold(customers, customers.home(account), account);
      historyAddsUp(customers, customers.home(account), account);
    }
    isAsTold(customers, network.centralBank(), treasury);
  }

  private void notaryHasWhatTheBookHas() {
    MemberState member = network.notary().furthest();
    Set<StateRef> live = new HashSet<>();
    member.live().forEachLive((ref, _) -> live.add(ref));
    watch.holds(
        live.equals(book.live().keySet()),
        "the notary's live set is the money that there is",
        "%d references, not %d".formatted(live.size(), book.live().size()));
  }

  private void vaultHoldsWhatTheBookHas(SimulatedNode node) {
    Map<StateRef, Long> held = new HashMap<>();
    live(node).forEach(state -> held.put(state.ref(), state.amount().tiyn()));
    Map<StateRef, Long> expected = new HashMap<>();
    for (StateRef ref : book.liveAt(node.id())) {
      Book.Coin coin = book.live().get(ref);
      // The central bank has no record of the register that it was born with.
      if (coin != null && (held.containsKey(ref) || coin.tiyn() > 0)) {
        expected.put(ref, coin.tiyn());
      }
    }
    watch.holds(
        held.equals(expected),
        "a bank's vault holds the money that is its customers'",
        "%s holds %s, and %s is there".formatted(node.id(), held, expected));
  }

  /// Both banks of a payment come to the same, because both come to what was decided.
  private void everyEndIsRight(SimulatedNode node) {
    try (VaultScan scan = node.vault().scan()) {
      scan.transactions(
          known -> {
            boolean paid =
                known
                    .settlement()
                    .map(end -> end.outcome() == Settlement.Outcome.FINAL)
                    .orElse(false);
            watch.holds(
                paid == book.isFinal(known.id()),
                "both banks agree",
                "%s at %s".formatted(known.id(), node.id()));
          });
    }
  }

  private void purseIsWhatTheVaultSays(SimulatedNode node) {
    Map<AccountId, Long> sums = new HashMap<>();
    live(node).forEach(state -> sums.merge(state.account(), state.amount().tiyn(), Long::sum));
    for (AccountId account : node.accounts()) {
      long tiyn = balance(node, account).available().tiyn();
      watch.holds(
          tiyn == sums.getOrDefault(account, 0L),
          "what an account can spend is what its bank holds for it",
          "%s of %s: %d tiyn, not %d".formatted(account, node.id(), tiyn, sums.get(account)));
    }
  }

  private void isAsTold(Customers customers, SimulatedNode node, AccountId account) {
    long tiyn = balance(node, account).available().tiyn();
    watch.holds(
        tiyn == customers.expectedTiyn(account),
        "an account holds what its customers were told",
        "%s of %s: %d tiyn, not %d"
            .formatted(account, node.id(), tiyn, customers.expectedTiyn(account)));
  }

  /// What the owner reads of comings and goings comes to what there is.
  private void historyAddsUp(Customers customers, SimulatedNode node, AccountId account) {
    long tiyn = 0;
    OptionalLong before = OptionalLong.of(HistoryPage.NEWEST);
    while (before.isPresent()) {
      HistoryPage page =
          node.vault().history(account, before.getAsLong(), HistoryPage.LINES_MAX).join();
      for (HistoryPage.Line line : page.lines()) {
        long moved = line.movement().amount().tiyn();
        tiyn += line.movement().direction() == Movement.Direction.IN ? moved : -moved;
      }
      before = page.next();
    }
    watch.holds(
        tiyn == customers.expectedTiyn(account),
        "a history adds up to what the account holds",
        "%s of %s: %d tiyn, not %d"
            .formatted(account, node.id(), tiyn, customers.expectedTiyn(account)));
  }

  private static List<OwnState> live(SimulatedNode node) {
    var live = new ArrayList<OwnState>();
    try (VaultScan scan = node.vault().scan()) {
      scan.liveStates(live::add);
    }
    return live;
  }
}

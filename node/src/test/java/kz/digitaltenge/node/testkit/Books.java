package kz.digitaltenge.node.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.Balance;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultScan;

/// What must hold whenever nothing is on its way any more, whatever happened before.
public final class Books {
  private final InMemoryNetwork network;

  private Books(InMemoryNetwork network) {
    this.network = network;
  }

  /// Asserts that money is conserved, everybody agrees, and nothing is held back.
  public static void balance(InMemoryNetwork network) {
    var books = new Books(network);
    network.nodes().forEach(books::nothingIsOpen);
    books.vaultsHoldWhatWasIssued();
    books.vaultsHoldWhatTheNotaryHas();
    network.nodes().forEach(books::purseIsWhatTheVaultSays);
  }

  /// Asserts what an account has to spend.
  public static void holds(SimulatedNode bank, AccountId account, long tenge) {
    assertThat(bank.available(account)).isEqualTo(Amount.ofTenge(tenge));
  }

  private void nothingIsOpen(SimulatedNode node) {
    assertThat(node.flows().unresolvedReceipts()).as("receipts of %s", node.id()).isZero();
    var unresolved = new ArrayList<TransactionId>();
    try (VaultScan scan = node.vault().scan()) {
      scan.unresolved(known -> unresolved.add(known.id()));
    }
    assertThat(unresolved).as("unresolved transactions of %s", node.id()).isEmpty();
    for (AccountId account : node.accounts()) {
      Balance balance = node.balance(account);
      assertThat(balance)
          .as("%s at %s", account, node.id())
          .extracting(Balance::reserved, Balance::change, Balance::incoming)
          .containsOnly(Amount.ZERO);
    }
  }

  private void vaultsHoldWhatWasIssued() {
    long sum = live().stream().mapToLong(state -> state.amount().tiyn()).sum();
    assertThat(Amount.ofTiyn(sum)).isEqualTo(network.mint().register().circulating());
  }

  private void vaultsHoldWhatTheNotaryHas() {
    List<StateRef> held = live().stream().map(OwnState::ref).toList();
    assertThat(held).doesNotHaveDuplicates();
    Set<StateRef> notary = network.notary().live();
    // The register of another bank's asset, which nobody has touched.
    notary.remove(GenesisRegister.of(network.keys().networkId(), TestNetwork.GOLD).ref());
    if (network.mint().register().sequence() == 0) {
      notary.remove(GenesisRegister.of(network.keys().networkId(), TestNetwork.KZT).ref());
    }
    assertThat(new TreeSet<>(held)).isEqualTo(notary);
  }

  private void purseIsWhatTheVaultSays(SimulatedNode node) {
    Map<AccountId, Long> sums = new HashMap<>();
    live(node).forEach(state -> sums.merge(state.account(), state.amount().tiyn(), Long::sum));
    for (AccountId account : node.accounts()) {
      assertThat(node.available(account).tiyn())
          .as("%s at %s", account, node.id())
          .isEqualTo(sums.getOrDefault(account, 0L));
    }
  }

  private List<OwnState> live() {
    var live = new ArrayList<OwnState>();
    network.nodes().forEach(node -> live.addAll(live(node)));
    return live;
  }

  private static List<OwnState> live(SimulatedNode node) {
    var live = new ArrayList<OwnState>();
    try (VaultScan scan = node.vault().scan()) {
      scan.liveStates(live::add);
    }
    return live;
  }
}

package kz.digitaltenge.testing.dishonest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.api.operator.LiveState;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;

/// What the honest ones have, at rest: everything a cheat must leave as it was.
///
/// @param live references that the notary has live, the dishonest bank's own among them
/// @param held references that honest nodes look after
/// @param balances each account's lines
/// @param supply issued and redeemed
public record Books(
    Set<StateRef> live,
    Set<StateRef> held,
    long heldTiyn,
    TreeMap<String, String> balances,
    String supply) {
  private static final Duration QUIET = Duration.ofSeconds(60);

  /// Reads the books once nothing is on its way at any honest node.
  public static Books of(HonestNetwork network) {
    Waiting.until(
        () -> "nothing is unresolved, and there is " + unresolved(network),
        () -> unresolved(network).isEmpty(),
        QUIET);
    var held = new HashSet<StateRef>();
    var sum = new long[1];
    var balances = new TreeMap<String, String>();
    for (NodeOperations node : network.nodes().values()) {
      node.liveStates(
          state -> {
            held.add(state.ref());
            sum[0] += state.kind() == LiveState.Kind.TOKEN ? state.amount().tiyn() : 0;
          });
      node.accounts(
          account -> balances.put(account.number(), node.balances(account.number()).toString()));
    }
    var live = new HashSet<StateRef>();
    network.notary().liveRefs(live::add);
    assertThat(live).as("what honest nodes hold is live").containsAll(held);
    return new Books(live, held, sum[0], balances, network.centralBank().supply().toString());
  }

  /// Nothing changed at all.
  public void requireSame(Books later) {
    assertThat(later.withoutLive()).isEqualTo(withoutLive());
    var differences = new HashSet<>(live);
    differences.removeAll(later.live);
    later.live.stream().filter(each -> !live.contains(each)).forEach(differences::add);
    assertThat(differences).as("live before or after, and not both").isEmpty();
  }

  /// Nothing changed but which tokens the dishonest bank has.
  public void requireSameForOthers(Books later) {
    assertThat(later.withoutLive()).isEqualTo(withoutLive());
  }

  private Books withoutLive() {
    return new Books(Set.of(), held, heldTiyn, balances, supply);
  }

  private static List<NodeId> unresolved(HonestNetwork network) {
    var busy = new ArrayList<NodeId>();
    network
        .nodes()
        .forEach(
            (id, node) -> {
              if (node.status().unresolved() > 0) {
                busy.add(id);
              }
            });
    return busy;
  }
}

package kz.digitaltenge.testing.dishonest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
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

  /// Reads the books at a moment at which nothing was on its way at any honest node.
  ///
  /// Nodes tidy up when they are idle, so what they hold may change while it is read: it is read
  /// again until it was the same before and after the notary was asked.
  public static Books of(HonestNetwork network) {
    var last = new AtomicReference<Books>();
    Waiting.until(
        () -> "the books stand still, unresolved are " + unresolved(network),
        () -> {
          awaitResolved(network);
          Books before = read(network);
          boolean resolved = unresolved(network).isEmpty();
          last.set(before);
          return resolved && read(network).withoutLive().equals(before.withoutLive());
        },
        QUIET);
    Books books = Objects.requireNonNull(last.get());
    assertThat(books.live).as("what honest nodes hold is live").containsAll(books.held);
    return books;
  }

  private static void awaitResolved(HonestNetwork network) {
    Waiting.until(
        () -> "nothing is unresolved, and there is " + unresolved(network),
        () -> unresolved(network).isEmpty(),
        QUIET);
  }

  /// The nodes' books first, the notary's last.
  private static Books read(HonestNetwork network) {
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
    String supply = network.centralBank().supply().toString();
    var live = new HashSet<StateRef>();
    network.notary().liveRefs(live::add);
    return new Books(live, held, sum[0], balances, supply);
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

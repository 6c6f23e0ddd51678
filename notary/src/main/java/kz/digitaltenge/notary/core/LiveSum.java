package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SetSum;
import kz.digitaltenge.ledger.supply.TreeKey;

/// The set hash of the live references at a position of the log, followed from cut to cut.
///
/// How it works: what is live at a position follows from what is live at another and the decisions
/// between. So from the last position asked for to the next one only those decisions are read, and
/// only references that came and stayed, or were there and went, are hashed. The first time, and
/// when the decisions are no longer kept, everything is read once. Beside the thread that applies;
/// for one thread.
public final class LiveSum {
  private final LiveSet state;
  private SetSum sum = new SetSum(SetHash.EMPTY);
  private long references;
  private long position = -1;

  /// What is live at a position.
  public record At(long position, long references, SetHash set) {}

  public LiveSum(LiveSet state) {
    this.state = state;
  }

  /// What is live after every decision below a position.
  ///
  /// @throws IllegalArgumentException when the log is not that long, or what it takes is forgotten
  public At at(long wanted) {
    if (position < 0 || isForgotten(Math.min(position, wanted))) {
      readAll();
    }
    Change change = change(position, wanted);
    change.gone.forEach(sum::remove);
    change.come.forEach(sum::add);
    references += change.come.size() - change.gone.size();
    position = wanted;
    return new At(position, references, sum.hash());
  }

  /// The live references at a position that `wanted` accepts, by rising name.
  public List<StateRef> references(long wanted, Predicate<StateRef> accepted) {
    Set<StateRef> found = new HashSet<>();
    Progress now =
        state.forEachLive(
            (reference, _) -> {
              if (accepted.test(reference)) {
                found.add(reference);
              }
            });
    Change change = change(now.logSize(), wanted);
    found.removeAll(change.gone);
    change.come.stream().filter(accepted).forEach(found::add);
    List<StateRef> sorted = new ArrayList<>(found);
    Collections.sort(sorted);
    return sorted;
  }

  /// The set hash of each bucket at a position.
  public List<SetHash> buckets(long wanted) {
    List<SetSum> sums = new ArrayList<>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      sums.add(new SetSum(SetHash.EMPTY));
    }
    references(wanted, _ -> true)
        .forEach(reference -> sums.get(TreeKey.bucket(reference)).add(reference));
    return sums.stream().map(SetSum::hash).toList();
  }

  private void readAll() {
    SetSum all = new SetSum(SetHash.EMPTY);
    long[] count = {0};
    Progress now =
        state.forEachLive(
            (reference, _) -> {
              all.add(reference);
              count[0]++;
            });
    sum = all;
    references = count[0];
    position = now.logSize();
  }

  private boolean isForgotten(long from) {
    return from < state.progress().map(Progress::forgottenBelow).orElse(0L);
  }

  private record Change(Set<StateRef> come, Set<StateRef> gone) {
    @SuppressWarnings("ArgumentSelectionDefectChecker") // backwards is what it is
    Change backwards() {
      return new Change(gone, come);
    }
  }

  /// What to add and to take away to get from one position to the other; back as well as forth.
  private Change change(long from, long to) {
    Change change = new Change(new HashSet<>(), new HashSet<>());
    for (long at = Math.min(from, to); at < Math.max(from, to); at++) {
      Decision decision = decision(at);
      for (StateRef consumed : decision.consumed()) {
        if (!change.come.remove(consumed)) {
          change.gone.add(consumed);
        }
      }
      for (int index = 0; index < decision.created(); index++) {
        change.come.add(new StateRef(decision.id(), index));
      }
    }
    return from <= to ? change : change.backwards();
  }

  private Decision decision(long at) {
    Bytes stored =
        state
            .decision(at)
            .orElseThrow(
                () -> new IllegalArgumentException("decision %d is not kept".formatted(at)));
    try {
      return Decision.decode(stored.trusted());
    } catch (MalformedException e) {
      throw new DamagedStateException("decision %d is damaged: %s".formatted(at, e.reason()));
    }
  }
}

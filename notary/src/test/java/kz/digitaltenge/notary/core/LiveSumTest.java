package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.notary.testkit.HistoryPlay;
import org.junit.jupiter.api.Test;

/// What is live at any position, against what the naive model had live when it was there.
class LiveSumTest {

  @Test
  void everyPositionCanBeStatedAtAnyLaterTime() {
    for (long seed = 1; seed <= 5; seed++) {
      LiveSet state = new MemoryLiveSet();
      HistoryPlay history = new HistoryPlay(seed, state);
      TreeMap<Long, Set<StateRef>> then = new TreeMap<>();
      LiveSum followed = new LiveSum(state);
      for (int entry = 0; entry < 60; entry++) {
        history.play(1);
        then.put(history.logged(), history.live());
        if (entry % 7 == 0) {
          check(followed, history.logged(), history.live());
        }
      }
      LiveSum late = new LiveSum(state);
      for (long position : List.copyOf(then.descendingKeySet())) {
        check(late, position, then.getOrDefault(position, Set.of()));
      }
      check(late, then.lastKey(), then.lastEntry().getValue());
    }
  }

  @Test
  void theBucketsOfAPositionAreItsReferences() {
    LiveSet state = new MemoryLiveSet();
    HistoryPlay history = new HistoryPlay(9, state);
    history.play(40);
    long position = history.logged();
    Set<StateRef> live = history.live();
    history.play(40);
    LiveSum sum = new LiveSum(state);
    List<StateRef> listed = new ArrayList<>();
    SetHash whole = SetHash.EMPTY;
    List<SetHash> hashes = sum.buckets(position);
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      int number = bucket;
      List<StateRef> some =
          sum.references(position, reference -> TreeKey.bucket(reference) == number);
      assertThat(hashes.get(bucket)).isEqualTo(SetHash.of(some));
      listed.addAll(some);
      whole = whole.plus(hashes.get(bucket));
    }

    assertThat(new TreeSet<>(listed)).hasSameSizeAs(listed).isEqualTo(new TreeSet<>(live));
    assertThat(whole).isEqualTo(sum.at(position).set());
    assertThatThrownBy(() -> sum.at(history.logged() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void check(LiveSum sum, long position, Set<StateRef> live) {
    assertThat(sum.at(position)).isEqualTo(new LiveSum.At(position, live.size(), SetHash.of(live)));
  }
}

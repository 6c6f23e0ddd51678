package kz.digitaltenge.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.task.Tasks;
import org.junit.jupiter.api.Test;

/// A peer that sends much waits for itself.
final class PeerTurnsTest {
  private final List<Runnable> started = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final PeerTurns turns = new PeerTurns(new HeldTasks());

  /// Tasks begin when the test lets them.
  private final class HeldTasks implements Tasks {
    @Override
    public void start(String name, Runnable task) {
      started.add(task);
    }

    @Override
    public <T> T await(CompletableFuture<T> result, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void onlySoManyOfOnePeerBeginAndAnotherBeginsAtOnce() {
    for (int call = 0; call < 10 * PeerTurns.AT_ONCE; call++) {
      turns.start("flooding", () -> {});
    }

    turns.start("honest", () -> done.add("honest"));

    assertThat(started).hasSize(PeerTurns.AT_ONCE + 1);
    started.getLast().run();
    assertThat(done).containsExactly("honest");
  }

  @Test
  void whatWaitsIsDoneInItsOrderWhenThoseBeforeAreDone() {
    for (int call = 0; call < PeerTurns.AT_ONCE + 3; call++) {
      String name = "call " + call;
      turns.start("A", () -> done.add(name));
    }

    started.getFirst().run();

    assertThat(done)
        .containsExactly(
            "call 0",
            "call " + PeerTurns.AT_ONCE,
            "call " + (PeerTurns.AT_ONCE + 1),
            "call " + (PeerTurns.AT_ONCE + 2));
  }

  @Test
  void aTurnThatEndedIsFreeAgain() {
    for (int round = 0; round < 3; round++) {
      for (int call = 0; call < PeerTurns.AT_ONCE; call++) {
        turns.start("A", () -> done.add("done"));
      }
      assertThat(started).hasSize(PeerTurns.AT_ONCE);
      started.forEach(Runnable::run);
      started.clear();
    }

    assertThat(done).hasSize(3 * PeerTurns.AT_ONCE);
  }

  @Test
  void callsBehindOneThatFailsAreNotLost() {
    turns.start(
        "A",
        () -> {
          throw new IllegalStateException("as meant");
        });
    for (int call = 1; call <= PeerTurns.AT_ONCE; call++) {
      turns.start("A", () -> done.add("done"));
    }

    assertThatThrownBy(started.getFirst()::run).isInstanceOf(IllegalStateException.class);

    started.subList(1, started.size()).forEach(Runnable::run);
    assertThat(done).hasSize(PeerTurns.AT_ONCE);
  }
}

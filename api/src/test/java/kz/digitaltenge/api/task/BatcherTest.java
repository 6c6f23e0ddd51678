package kz.digitaltenge.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.BusyException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.junit.jupiter.api.Test;

final class BatcherTest {
  private static final Batcher.Limits LIMITS = new Batcher.Limits(3, 5);

  private final ManualTasks tasks = new ManualTasks();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final Batcher<Integer, String> batcher =
      Batcher.of("queue", tasks, LIMITS, this::recorded);

  private List<String> recorded(List<Integer> batch) {
    batches.add(batch);
    return batch.stream().map(Object::toString).toList();
  }

  @Test
  void whatWaitsIsTakenTogetherFirstComeFirstServed() {
    var results = IntStream.range(0, 5).mapToObj(batcher::submit).toList();

    tasks.runNext();

    assertThat(batches).containsExactly(List.of(0, 1, 2), List.of(3, 4));
    assertThat(results.stream().map(CompletableFuture::join))
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void oneDrainIsStartedHoweverManyWait() {
    var first = batcher.submit(1);
    var second = batcher.submit(2);

    assertThat(tasks.startedCount()).isEqualTo(1);
    assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void aDrainThatFoundNothingLetsTheNextRequestStartAnother() {
    var first = batcher.submit(1);
    tasks.runNext();

    var second = batcher.submit(2);
    tasks.runNext();

    assertThat(batches).containsExactly(List.of(1), List.of(2));
    assertThat(List.of(first, second)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aRequestMadeWhileDrainingJoinsTheSameDrain() {
    var inner = batcher.submit(1).thenCompose(_ -> batcher.submit(2));

    tasks.runNext();

    assertThat(inner).isCompletedWithValue("2");
    assertThat(tasks.startedCount()).isZero();
  }

  @Test
  void aFullQueueAnswersBusyAtOnce() {
    var waiting = IntStream.range(0, 5).mapToObj(batcher::submit).toList();

    var refused = batcher.submit(5);

    assertThatThrownBy(refused::join)
        .hasCauseInstanceOf(BusyException.class)
        .hasMessageContaining("queue is full: it holds 5 requests");
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    tasks.runNext();
    assertThat(batcher.submit(6)).isNotDone();
  }

  @Test
  void aFailureFailsItsBatchOnly() {
    var failing =
        Batcher.<Integer, Integer>of("queue", tasks, LIMITS, BatcherTest::unchangedUnlessZero);
    var results = IntStream.range(0, 4).mapToObj(failing::submit).toList();

    tasks.runNext();

    assertThat(results.subList(0, 3))
        .allSatisfy(result -> assertThatThrownBy(result::join).hasRootCauseMessage("disk"));
    assertThat(results.get(3)).isCompletedWithValue(3);
  }

  private static List<Integer> unchangedUnlessZero(List<Integer> batch) {
    if (batch.contains(0)) {
      throw new IllegalStateException("disk");
    }
    return batch;
  }

  @Test
  void aSettlingDrainMayFailOneRequestOfABatch() {
    var settling =
        Batcher.<Integer, Integer>settling(
            "queue",
            tasks,
            LIMITS,
            batch -> {
              batch.get(0).complete(10);
              batch.get(1).fail(new IllegalStateException("this one"));
            });
    var results = IntStream.range(0, 3).mapToObj(settling::submit).toList();

    tasks.runNext();

    assertThat(results.get(0)).isCompletedWithValue(10);
    assertThatThrownBy(results.get(1)::join).hasRootCauseMessage("this one");
    assertThatThrownBy(results.get(2)::join)
        .hasRootCauseMessage("queue left a request without an answer");
  }

  @Test
  void aWrongNumberOfResultsFailsTheBatch() {
    var wrong = Batcher.<Integer, Integer>of("queue", tasks, LIMITS, _ -> List.of());
    var result = wrong.submit(1);

    tasks.runNext();

    assertThatThrownBy(result::join).hasRootCauseMessage("0 results for a batch of 1 requests");
  }

  @Test
  void closingFailsThoseThatWaitAndLaterOnes() {
    var waiting = batcher.submit(1);

    batcher.close();

    assertThat(batcher.idle()).isNotDone();
    assertThat(codeOf(waiting)).isEqualTo(ErrorCode.STOPPING);
    assertThat(codeOf(batcher.submit(2))).isEqualTo(ErrorCode.STOPPING);
    tasks.runNext();
    assertThat(batches).isEmpty();
    assertThat(batcher.idle()).isDone();
  }

  @Test
  void tasksThatNoLongerStartFailTheRequestInsteadOfLosingIt() {
    var stopped = new VirtualThreadTasks("node", Duration.ofSeconds(1));
    stopped.close();
    var orphan = Batcher.of("queue", stopped, LIMITS, this::recorded);

    assertThat(codeOf(orphan.submit(1))).isEqualTo(ErrorCode.STOPPING);
    assertThat(orphan.idle()).isDone();
  }

  @Test
  void manyThreadsGetTheirOwnResultsAndOneDrainRunsAtATime() {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = new VirtualThreadTasks("test", Duration.ofSeconds(5))) {
      var doubling =
          Batcher.<Integer, Integer>of(
              "queue",
              threads,
              new Batcher.Limits(64, 100_000),
              batch -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                var doubled = batch.stream().map(n -> n * 2).toList();
                inside.decrementAndGet();
                return doubled;
              });
      var callers = new ArrayList<CompletableFuture<Boolean>>();
      for (int caller = 0; caller < 8; caller++) {
        var ok = new CompletableFuture<Boolean>();
        callers.add(ok);
        threads.start("caller", () -> ok.complete(doublesCorrectly(doubling, threads)));
      }

      assertThat(callers).allSatisfy(ok -> assertThat(ok.join()).isTrue());
      assertThat(most).hasValue(1);
    }
  }

  private static boolean doublesCorrectly(Batcher<Integer, Integer> doubling, Tasks tasks) {
    return IntStream.range(0, 2_000)
        .allMatch(n -> tasks.await(doubling.submit(n), Duration.ofSeconds(5)) == 2 * n);
  }

  private static ErrorCode codeOf(CompletableFuture<?> failed) {
    return Problem.behind(failed.exceptionNow(), "test").code();
  }
}

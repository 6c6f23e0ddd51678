package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who changes one thing at the same time as others.
final class TurnsTest {
  private static final String PLACE = "HSBKKZKX /v1/webhooks/1";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void end() {
    over.countDown();
    threads.close();
  }

  @Test
  void changesWithoutConditionGoSideBySide() throws InterruptedException, ExecutionException {
    var turns = new Turns(Duration.ofSeconds(60));
    Future<Boolean> slow = threads.submit(() -> turns.during(PLACE, false, this::untilOver));
    begun.await();

    assertThat(turns.during(PLACE, false, () -> "done")).isEqualTo("done");
    assertThat(slow.isDone()).isFalse();
    over.countDown();
    assertThat(slow.get()).isTrue();
  }

  @Test
  void whoeverWaitsTooLongIsToldThatNothingWasDone() throws InterruptedException {
    for (boolean isAlone : List.of(true, false)) {
      var turns = new Turns(Duration.ofMillis(1));
      var reached = new CountDownLatch(1);
      var _ =
          threads.submit(
              () ->
                  turns.during(
                      PLACE,
                      !isAlone,
                      () -> {
                        reached.countDown();
                        return untilOver();
                      }));
      reached.await();

      assertThatThrownBy(() -> turns.during(PLACE, isAlone, () -> "never"))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
      assertThat(turns.during("HSBKKZKX /v1/webhooks/2", true, () -> "another")).isNotEmpty();
    }
  }

  @Test
  void onConditionNobodyElseChangesBetweenLookAndChange()
      throws InterruptedException, ExecutionException {
    var turns = new Turns(Duration.ofSeconds(60));
    List<String> done = new CopyOnWriteArrayList<>();
    Future<Boolean> first =
        threads.submit(() -> turns.during(PLACE, false, () -> untilOver() && done.add("without")));
    begun.await();
    Future<Boolean> second =
        threads.submit(() -> turns.during(PLACE, true, () -> done.add("on condition")));

    assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    over.countDown();
    assertThat(first.get() && second.get()).isTrue();
    assertThat(done).containsExactly("without", "on condition");
  }

  private boolean untilOver() {
    begun.countDown();
    try {
      return over.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package kz.digitaltenge.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.PlatformException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class VirtualThreadTasksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final VirtualThreadTasks tasks = new VirtualThreadTasks("node", Duration.ofSeconds(5));

  @AfterEach
  void stop() {
    tasks.close();
  }

  @Test
  void aTaskRunsBesideItsStarter() {
    var virtual = new CompletableFuture<Boolean>();

    tasks.start("flow", () -> virtual.complete(Thread.currentThread().isVirtual()));

    assertThat(tasks.await(virtual, LONG)).isTrue();
  }

  @Test
  void awaitThrowsWhatTheResultFailedWith() {
    var failure = new IllegalArgumentException("no");

    assertThatThrownBy(() -> tasks.await(CompletableFuture.failedFuture(failure), LONG))
        .isSameAs(failure);
    assertThatThrownBy(() -> tasks.await(CompletableFuture.failedFuture(new IOException()), LONG))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aResultThatDoesNotComeIsAnUnknownOutcome() {
    var never = new CompletableFuture<String>();

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> tasks.await(never, Duration.ofMillis(1)));
    assertThat(never).isNotDone();
  }

  @Test
  void aResultIsSettledWhenNothingElseCame() {
    var silent = new CompletableFuture<String>();
    var answered = new CompletableFuture<String>();

    tasks.settleAfter(silent, "silent", Duration.ofMillis(1));
    tasks.settleAfter(answered, "silent", LONG);
    answered.complete("answered");

    assertThat(tasks.await(silent, LONG)).isEqualTo("silent");
    assertThat(tasks.await(answered, LONG)).isEqualTo("answered");
  }

  @Test
  void closingEndsTasksThatWait() {
    var started = new CompletableFuture<Boolean>();
    var thrown = new CompletableFuture<Throwable>();
    tasks.start(
        "waiter",
        () -> {
          started.complete(true);
          try {
            tasks.await(new CompletableFuture<String>(), LONG);
          } catch (OutcomeUnknownException e) {
            thrown.complete(e);
          }
        });
    started.join();

    tasks.close();

    assertThat(thrown).isCompleted();
  }

  /// It has no timer of its own.
  @Test
  @Timeout(30)
  void aLongWaitEndsToo() {
    var result = new CompletableFuture<String>();

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> tasks.await(result, VirtualThreadTasks.LONG_WAIT));
    assertThat(result).isNotDone();
  }

  /// An operator's call, for instance, is answered in a thread of its own.
  @Test
  void closingEndsTheWaitsOfOthers() throws Exception {
    var result = new CompletableFuture<String>();
    var thrown = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    tasks.await(result, Duration.ofDays(1));
                  } catch (OutcomeUnknownException e) {
                    thrown.complete(e);
                  }
                });
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    tasks.close();

    assertThat(thrown.get(LONG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    assertThat(result).isNotDone();
  }

  @Test
  @Timeout(30)
  void closedTasksWaitForNothing() {
    tasks.close();

    assertThat(tasks.await(CompletableFuture.completedFuture("here"), LONG)).isEqualTo("here");
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> tasks.await(new CompletableFuture<String>(), Duration.ofDays(1)));
  }

  @Test
  void closedTasksStartNothing() {
    tasks.close();

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> tasks.start("late", () -> {}))
        .extracting(PlatformException::code)
        .isEqualTo(ErrorCode.STOPPING);
  }
}

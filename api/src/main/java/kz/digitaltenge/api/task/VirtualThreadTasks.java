package kz.digitaltenge.api.task;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One virtual thread a task.
///
/// How waiting works: a timer for every wait would wake a thread to set it and another to take it
/// back, several times a payment, and hardly any timer is ever due. So long waits have none: one
/// task looks at all of them now and then and ends those that are over, a little late. It goes when
/// nobody has waited for a while, and comes back with the next wait.
public final class VirtualThreadTasks implements Tasks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadTasks.class);

  /// From here on a wait may end late by [#BETWEEN_LOOKS].
  static final Duration LONG_WAIT = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /// So often nobody waits before the looking ends.
  private static final int IDLE_LOOKS_MAX = 50;

  private final String part;
  private final Duration stopTimeout;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Set<Wait<?>> waits = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean looking = new AtomicBoolean();

  private volatile boolean stopping;

  /// Somebody waits, in a task or not. Ending that leaves the result itself alone.
  private static final class Wait<T> {
    private final CompletableFuture<T> copy;
    private final long deadlineNanos;

    Wait(CompletableFuture<T> result, Duration timeout) {
      this.copy = result.copy();
      this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    boolean isOver(long nowNanos) {
      return nowNanos - deadlineNanos >= 0;
    }

    void end() {
      copy.cancel(false);
    }
  }

  /// @param part whose tasks these are, for messages: "node HALYKZKX"
  /// @param stopTimeout how long [#close()] waits for tasks that were told to stop
  public VirtualThreadTasks(String part, Duration stopTimeout) {
    this.part = part;
    this.stopTimeout = stopTimeout;
  }

  @Override
  public void start(String name, Runnable task) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, task));
    running.add(thread);
    // Checked after joining the set: either close() sees this thread, or this line sees that
    // close() was called.
    if (stopping) {
      running.remove(thread);
      throw stopped();
    }
    thread.start();
  }

  @Override
  public <T> T await(CompletableFuture<T> result, Duration timeout) {
    if (result.isDone()) {
      return ended(result, timeout);
    }
    var wait = new Wait<>(result, timeout);
    waits.add(wait);
    // Checked after joining the set, as in start().
    if (stopping) {
      wait.end();
    }
    try {
      return ended(wait.copy, timeout);
    } finally {
      waits.remove(wait);
    }
  }

  private <T> T ended(CompletableFuture<T> result, Duration timeout) {
    try {
      if (result.isDone() || timeout.compareTo(LONG_WAIT) < 0) {
        return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      }
      lookAtWaits();
      return result.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw outcomeUnknown(timeout).exception();
    } catch (CancellationException e) {
      throw outcomeUnknown(timeout).exception(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw outcomeUnknown(timeout).exception(e);
    }
  }

  private void lookAtWaits() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("ends of waits of " + part).start(this::endOverdueWaits);
    }
  }

  private void endOverdueWaits() {
    int idle = 0;
    while (idle < IDLE_LOOKS_MAX && !stopping) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      idle = waits.isEmpty() ? idle + 1 : 0;
      long now = System.nanoTime();
      for (Wait<?> wait : waits) {
        if (wait.isOver(now)) {
          wait.end();
        }
      }
    }
    looking.set(false);
    // Somebody may have come in between and found that this was still looking.
    if (!waits.isEmpty() && !stopping) {
      lookAtWaits();
    }
  }

  @Override
  public void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  @Override
  public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
    var _ = result.completeOnTimeout(otherwise, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Takes no more tasks, ends every wait, tells the running ones to stop by interrupting them, and
  /// waits for them up to the stop timeout.
  @Override
  public void close() {
    stopping = true;
    waits.forEach(Wait::end);
    running.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + stopTimeout.toNanos();
    for (Thread thread : running) {
      if (!ended(thread, deadline)) {
        return;
      }
    }
  }

  private void run(String name, Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      if (!stopping) {
        LOG.error("A task of {} failed: {}", part, name, e);
      }
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  private static boolean ended(Thread thread, long deadlineNanos) {
    if (thread == Thread.currentThread() || thread.getState() == Thread.State.NEW) {
      return true;
    }
    try {
      return thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Problem outcomeUnknown(Duration timeout) {
    return Problem.of(
        ErrorCode.OUTCOME_UNKNOWN, "operation", "a request of " + part, "timeout", timeout);
  }

  private PlatformException stopped() {
    return Problem.of(ErrorCode.STOPPING, "part", part).exception();
  }

  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new CompletionException(cause);
    };
  }
}

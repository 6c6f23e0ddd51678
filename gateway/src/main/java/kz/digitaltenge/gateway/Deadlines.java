package kz.digitaltenge.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends what takes a caller too long, by an interrupt: the server gives no other means to end a
/// read or a write of a connection in time, and the connection is of no more use then.
final class Deadlines implements AutoCloseable {
  private final Duration patience;
  private final ScheduledExecutorService threads =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway deadlines").factory());

  Deadlines(Duration patience) {
    this.patience = patience;
  }

  Duration patience() {
    return patience;
  }

  /// Begins a time that the calling thread has until it closes what it got.
  Deadline begin() {
    return begin(patience);
  }

  /// The same for something that takes longer.
  Deadline begin(Duration time) {
    var running = new Running(Thread.currentThread());
    var expiry = threads.schedule(running::expire, time.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      var _ = expiry.cancel(false);
      running.end();
    };
  }

  @Override
  public void close() {
    var _ = threads.shutdownNow();
  }

  /// Closed by the thread that began it.
  @FunctionalInterface
  interface Deadline extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Running {
    private final Thread thread;

    @GuardedBy("this")
    private boolean ended;

    Running(Thread thread) {
      this.thread = thread;
    }

    synchronized void expire() {
      if (!ended) {
        thread.interrupt();
      }
    }

    synchronized void end() {
      ended = true;
      // It was for this only.
      var _ = Thread.interrupted();
    }
  }
}

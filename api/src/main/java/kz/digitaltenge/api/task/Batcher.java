package kz.digitaltenge.api.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// Turns many small requests into few large ones, as a group commit does.
///
/// How it works: requests wait in a queue, first come first served. When something waits and no
/// drain runs, one drain is started as a task; it takes everything that waits, up to a limit, works
/// on it without holding a lock, answers, and takes again until nothing waits. So a lone request
/// goes at once, and the busier it gets, the larger the batches: there is no timer. At most one
/// drain runs at a time. A full queue answers [BusyException] at once.
///
/// Any thread may submit. The futures are completed by the draining task, and what depends on them
/// runs there: dependants must be short.
///
/// @param <T> a request
/// @param <R> its result
public final class Batcher<T, R> implements AutoCloseable {
  private final String name;
  private final Tasks tasks;
  private final Limits limits;
  private final Drain<T, R> drain;

  // Guards the three fields below; never held while a drain works or a future completes.
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Item<T, R>> waiting = new ArrayDeque<>();
  private boolean draining;
  private boolean closed;

  private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();

  private Batcher(String name, Tasks tasks, Limits limits, Drain<T, R> drain) {
    this.name = name;
    this.tasks = tasks;
    this.limits = limits;
    this.drain = drain;
  }

  /// A batcher whose work succeeds or fails as a whole.
  ///
  /// @param work gives one result for each request, in the same order; what it throws fails every
  ///   request of the batch
  public static <T, R> Batcher<T, R> of(
      String name, Tasks tasks, Limits limits, Function<List<T>, List<R>> work) {
    return new Batcher<>(name, tasks, limits, batch -> completeAll(batch, work));
  }

  /// A batcher whose work settles each request by itself, so that one may fail and the rest
  /// succeed.
  public static <T, R> Batcher<T, R> settling(
      String name, Tasks tasks, Limits limits, Drain<T, R> drain) {
    return new Batcher<>(name, tasks, limits, drain);
  }

  /// Queues a request. The future fails with [BusyException] when the queue is full and with
  /// `STOPPING` after [#close()]; in both cases nothing was done.
  public CompletableFuture<R> submit(T request) {
    var item = new Item<T, R>(request);
    boolean start;
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(stopping());
      }
      if (waiting.size() >= limits.queueItems()) {
        return CompletableFuture.failedFuture(busy());
      }
      waiting.add(item);
      start = !draining;
      draining = true;
    } finally {
      lock.unlock();
    }
    if (start) {
      startDrain();
    }
    return item.result;
  }

  /// Takes no more requests and fails those that still wait with `STOPPING`. The batch being worked
  /// on is finished and answered; [#idle()] tells when.
  @Override
  public void close() {
    List<Item<T, R>> abandoned;
    boolean nothingRuns;
    lock.lock();
    try {
      closed = true;
      abandoned = List.copyOf(waiting);
      waiting.clear();
      nothingRuns = !draining;
    } finally {
      lock.unlock();
    }
    abandoned.forEach(item -> item.fail(stopping()));
    if (nothingRuns) {
      idle.complete(null);
    }
  }

  /// Completes once the batcher is closed and no drain runs.
  public CompletableFuture<@Nullable Void> idle() {
    return idle.copy();
  }

  private void startDrain() {
    try {
      tasks.start(name, this::drainUntilEmpty);
    } catch (PlatformException e) {
      // No task will come for those that wait, nor for later ones.
      close();
      nextBatch();
    }
  }

  private void drainUntilEmpty() {
    for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      work(batch);
    }
  }

  private void work(List<Item<T, R>> batch) {
    try {
      drain.drain(batch);
      failUnsettled(batch, new IllegalStateException(name + " left a request without an answer"));
    } catch (RuntimeException | Error e) {
      // The failure belongs to those who wait for this batch; the next batch deserves its own
      // attempt.
      failUnsettled(batch, e);
    }
  }

  /// What waits, up to the limit. Nothing means that draining is over: the next submit starts it
  /// anew.
  private List<Item<T, R>> nextBatch() {
    var batch = new ArrayList<Item<T, R>>();
    boolean over;
    lock.lock();
    try {
      while (batch.size() < limits.batchItems() && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      // In the same hold of the lock, or a request could come in between and wait for nobody.
      draining = !batch.isEmpty();
      over = closed && !draining;
    } finally {
      lock.unlock();
    }
    if (over) {
      idle.complete(null);
    }
    return batch;
  }

  private void failUnsettled(List<Item<T, R>> batch, Throwable cause) {
    for (var item : batch) {
      if (!item.result.isDone()) {
        item.fail(cause);
      }
    }
  }

  private static <T, R> void completeAll(List<Item<T, R>> batch, Function<List<T>, List<R>> work) {
    List<R> results = work.apply(batch.stream().map(Item::request).toList());
    if (results.size() != batch.size()) {
      throw new IllegalStateException(
          results.size() + " results for a batch of " + batch.size() + " requests");
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).complete(results.get(i));
    }
  }

  private PlatformException busy() {
    return Problem.of(
            ErrorCode.OVERLOADED, "queue", name, "limit", limits.queueItems() + " requests")
        .exception();
  }

  private PlatformException stopping() {
    return Problem.of(ErrorCode.STOPPING, "part", name).exception();
  }

  /// How much may wait, and how much is worked on at once.
  ///
  /// @param batchItems how many requests a drain takes at once, at least 1
  /// @param queueItems how many may wait, at least 1
  public record Limits(int batchItems, int queueItems) {
    public Limits {
      if (batchItems < 1 || queueItems < 1) {
        throw new IllegalArgumentException("limits must be positive");
      }
    }
  }

  /// Works on a batch. It runs in a task and may wait. A request it leaves unsettled fails when it
  /// returns; what it throws fails each request that is not settled yet.
  @FunctionalInterface
  public interface Drain<T, R> {
    void drain(List<Item<T, R>> batch);
  }

  /// One waiting request.
  public static final class Item<T, R> {
    private final T request;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    private Item(T request) {
      this.request = request;
    }

    public T request() {
      return request;
    }

    public void complete(R value) {
      result.complete(value);
    }

    public void fail(Throwable cause) {
      result.completeExceptionally(cause);
    }
  }
}

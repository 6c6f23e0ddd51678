package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/// Starts one at fixed times, whether or not those before are done, as customers do. Latency counts
/// from the moment a request was due, so that a platform that falls behind cannot hide it.
final class OpenLoop {
  /// A platform that is so far behind has failed the rate; more would only fill memory.
  private static final int UNDER_WAY_MAX = 20_000;

  private final Workload workload;
  private final AtomicLong numbers;
  private final ProcessorProbe processor = ProcessorProbe.ofThisSystem();

  OpenLoop(Workload workload, AtomicLong numbers) {
    this.workload = workload;
    this.numbers = numbers;
  }

  /// A finished load.
  ///
  /// @param slice those that were due in the window, whenever they were done; processor time until
  ///   the last of them was
  /// @param inTime how many of them were done before the window ended
  record Load(Slice slice, long inTime) {}

  Figure run(String name, double perSecond, Duration warmUp, Duration window)
      throws InterruptedException {
    return measure(new Arrivals(perSecond, warmUp, window)).slice().figure(name, 0);
  }

  Load measure(Arrivals arrivals) throws InterruptedException {
    var latencies = Slice.histogram();
    var failed = new LongAdder();
    var inTime = new LongAdder();
    var underWay = new Semaphore(UNDER_WAY_MAX);
    var before = new CompletableFuture<ProcessorTime>();
    long begin = System.nanoTime();
    long end = begin + arrivals.warmUp().plus(arrivals.window()).toNanos();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long arrival = 0; arrival < arrivals.count(); arrival++) {
        boolean measured = arrivals.isMeasured(arrival);
        if (measured && !arrivals.isMeasured(arrival - 1)) {
          // Beside the load: reading takes longer than the time between two arrivals.
          executor.execute(() -> before.complete(processor.read()));
        }
        long due = begin + arrivals.dueNanos(arrival);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        if (!underWay.tryAcquire()) {
          failed.increment();
          continue;
        }
        executor.execute(
            () -> {
              boolean done = workload.once(numbers.getAndIncrement());
              underWay.release();
              if (measured) {
                record(latencies, failed, done, due);
              }
              if (measured && done && System.nanoTime() <= end) {
                inTime.increment();
              }
            });
      }
    }
    ProcessorTime after = processor.read();
    // When nothing was due in the window, nothing was spent for it.
    before.complete(after);
    ProcessorTime spent = after.since(before.join());
    var slice = new Slice(latencies.copy(), arrivals.window().toNanos(), failed.sum(), spent);
    return new Load(slice, inTime.sum());
  }

  private static void record(
      ConcurrentHistogram latencies, LongAdder failed, boolean done, long due) {
    if (done) {
      latencies.recordValue(Math.min((System.nanoTime() - due) / 1_000, Slice.LATENCY_MICROS_MAX));
    } else {
      failed.increment();
    }
  }
}

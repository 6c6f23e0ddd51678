package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/// Starts one at fixed times, whether or not those before are done, as customers do. Latency counts
/// from the moment a request was due, so that a platform that falls behind cannot hide it.
final class OpenLoop {
  private static final long LATENCY_MICROS_MAX = 600_000_000;
  private static final int DIGITS = 3;

  /// A platform that is so far behind has failed the rate; more would only fill memory.
  private static final int UNDER_WAY_MAX = 20_000;

  private final Workload workload;
  private final AtomicLong numbers;

  OpenLoop(Workload workload, AtomicLong numbers) {
    this.workload = workload;
    this.numbers = numbers;
  }

  Figure run(String name, double perSecond, Duration warmUp, Duration window)
      throws InterruptedException {
    var latencies = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    var failed = new LongAdder();
    var underWay = new Semaphore(UNDER_WAY_MAX);
    long period = Math.round(1e9 / perSecond);
    long begin = System.nanoTime();
    long measuredFrom = begin + warmUp.toNanos();
    long end = measuredFrom + window.toNanos();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long due = begin; due < end; due += period) {
        long at = due;
        while (System.nanoTime() < at) {
          LockSupport.parkNanos(at - System.nanoTime());
        }
        if (!underWay.tryAcquire()) {
          failed.increment();
          continue;
        }
        executor.execute(
            () -> {
              boolean done = workload.once(numbers.getAndIncrement());
              underWay.release();
              if (at >= measuredFrom) {
                record(latencies, failed, done, at);
              }
            });
      }
    }
    return new Figure(
        name,
        0,
        latencies.getTotalCount() / (window.toNanos() / 1e9),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        latencies.getTotalCount(),
        failed.sum());
  }

  private static void record(
      ConcurrentHistogram latencies, LongAdder failed, boolean done, long due) {
    if (done) {
      latencies.recordValue(Math.min((System.nanoTime() - due) / 1_000, LATENCY_MICROS_MAX));
    } else {
      failed.increment();
    }
  }
}

package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/// Keeps a fixed number under way: as soon as one is done the next begins. Tells what the platform
/// can do at most; its latency is that of a platform under full load.
final class ClosedLoop {
  private static final long LATENCY_MICROS_MAX = 600_000_000;
  private static final int DIGITS = 3;

  private final Workload workload;
  private final AtomicLong numbers;
  private volatile boolean measuring;
  private volatile boolean over;

  /// @param numbers where the workload's numbers come from, over several loops
  ClosedLoop(Workload workload, AtomicLong numbers) {
    this.workload = workload;
    this.numbers = numbers;
  }

  /// Runs for `warmUp`, then measures for `window`.
  Figure run(String name, int inFlight, Duration warmUp, Duration window)
      throws InterruptedException {
    var latencies = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    var failed = new LongAdder();
    var threads = new ArrayList<Thread>(inFlight);
    for (int i = 0; i < inFlight; i++) {
      threads.add(Thread.ofVirtual().name("load " + i).start(() -> loop(latencies, failed)));
    }
    Thread.sleep(warmUp);
    measuring = true;
    long begin = System.nanoTime();
    Thread.sleep(window);
    measuring = false;
    long nanos = System.nanoTime() - begin;
    long count = latencies.getTotalCount();
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return new Figure(
        name,
        inFlight,
        count * 1e9 / nanos,
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        count,
        failed.sum());
  }

  private void loop(ConcurrentHistogram latencies, LongAdder failed) {
    while (!over) {
      long begin = System.nanoTime();
      boolean done = workload.once(numbers.getAndIncrement());
      if (measuring && done) {
        latencies.recordValue(Math.min((System.nanoTime() - begin) / 1_000, LATENCY_MICROS_MAX));
      } else if (measuring) {
        failed.increment();
      }
    }
  }
}

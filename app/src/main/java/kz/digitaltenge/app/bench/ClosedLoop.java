package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/// Keeps a fixed number under way: as soon as one is done the next begins. Tells what the platform
/// can do at most; its latency is that of a platform under full load. To be run once.
final class ClosedLoop {
  private final Workload workload;
  private final AtomicLong numbers;
  private final ProcessorProbe processor = ProcessorProbe.ofThisSystem();
  private volatile boolean measuring;
  private volatile boolean over;

  /// @param numbers where the workload's numbers come from, over several loops
  ClosedLoop(Workload workload, AtomicLong numbers) {
    this.workload = workload;
    this.numbers = numbers;
  }

  /// Runs for `warmUp`, then measures for `window`, or for several until something has ended.
  Figure run(String name, int inFlight, Duration warmUp, Duration window)
      throws InterruptedException {
    return measure(inFlight, warmUp, window).figure(name, inFlight);
  }

  /// The same with everything that was seen.
  Slice measure(int inFlight, Duration warmUp, Duration window) throws InterruptedException {
    var latencies = Slice.histogram();
    var failed = new LongAdder();
    var threads = new ArrayList<Thread>(inFlight);
    for (int i = 0; i < inFlight; i++) {
      threads.add(Thread.ofVirtual().name("load " + i).start(() -> loop(latencies, failed)));
    }
    Thread.sleep(warmUp);
    ProcessorTime before = processor.read();
    measuring = true;
    long begin = System.nanoTime();
    do {
      Thread.sleep(window);
      // A window in which nothing ended says nothing.
    } while (latencies.getTotalCount() == 0 && failed.sum() == 0);
    measuring = false;
    long nanos = System.nanoTime() - begin;
    ProcessorTime spent = processor.read().since(before);
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return new Slice(latencies.copy(), nanos, failed.sum(), spent);
  }

  private void loop(ConcurrentHistogram latencies, LongAdder failed) {
    while (!over) {
      long begin = System.nanoTime();
      boolean done = workload.once(numbers.getAndIncrement());
      if (measuring && done) {
        latencies.recordValue(
            Math.min((System.nanoTime() - begin) / 1_000, Slice.LATENCY_MICROS_MAX));
      } else if (measuring) {
        failed.increment();
      }
    }
  }
}

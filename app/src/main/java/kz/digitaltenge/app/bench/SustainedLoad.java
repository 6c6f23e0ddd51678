package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;

/// A load that goes on while it is read again and again: no pause between two windows.
final class SustainedLoad implements AutoCloseable {
  private static final int UNDER_WAY_MAX = 20_000;
  private static final int DIGITS = 3;
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Workload workload;
  private final AtomicLong numbers;
  private final ProcessorProbe processor = ProcessorProbe.ofThisSystem();
  private final Recorder latencies = new Recorder(Slice.LATENCY_MICROS_MAX, DIGITS);
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private ProcessorTime read;
  private long readAt;

  private SustainedLoad(Workload workload, AtomicLong numbers) {
    this.workload = workload;
    this.numbers = numbers;
    this.read = processor.read();
    this.readAt = System.nanoTime();
  }

  /// Keeps a fixed number under way.
  static SustainedLoad closed(Workload workload, AtomicLong numbers, int inFlight) {
    var load = new SustainedLoad(workload, numbers);
    for (int i = 0; i < inFlight; i++) {
      load.threads.add(Thread.ofVirtual().name("load " + i).start(load::loop));
    }
    return load;
  }

  /// Starts so many a second when they are due; latency counts from then.
  static SustainedLoad open(Workload workload, AtomicLong numbers, double perSecond) {
    var load = new SustainedLoad(workload, numbers);
    load.threads.add(Thread.ofVirtual().name("arrivals").start(() -> load.arrive(perSecond)));
    return load;
  }

  /// Waits until something has ended.
  void awaitFirst() throws InterruptedException {
    while (done.sum() == 0 && failed.sum() == 0) {
      Thread.sleep(PAUSE);
    }
  }

  /// What was seen since the last call, or the beginning.
  Slice next() {
    ProcessorTime now = processor.read();
    long at = System.nanoTime();
    var slice =
        new Slice(
            latencies.getIntervalHistogram(), at - readAt, failed.sumThenReset(), now.since(read));
    read = now;
    readAt = at;
    return slice;
  }

  private void loop() {
    while (!over) {
      once(System.nanoTime());
    }
  }

  private void arrive(double perSecond) {
    var arrivals = new Arrivals(perSecond, Duration.ZERO, Duration.ZERO);
    var underWay = new Semaphore(UNDER_WAY_MAX);
    long begin = System.nanoTime();
    for (long arrival = 0; !over; arrival++) {
      long due = begin + arrivals.dueNanos(arrival);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (!underWay.tryAcquire()) {
        failed.increment();
        continue;
      }
      Thread.startVirtualThread(
          () -> {
            once(due);
            underWay.release();
          });
    }
    // Whoever closes waits for the last one.
    underWay.acquireUninterruptibly(UNDER_WAY_MAX);
  }

  private void once(long begin) {
    if (workload.once(numbers.getAndIncrement())) {
      long micros = (System.nanoTime() - begin) / 1_000;
      latencies.recordValue(Math.min(micros, Slice.LATENCY_MICROS_MAX));
      done.increment();
    } else {
      failed.increment();
    }
  }

  /// Ends the load and waits for what is under way.
  @Override
  public void close() {
    over = true;
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

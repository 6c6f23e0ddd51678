package kz.digitaltenge.api.stream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.digitaltenge.api.task.VirtualThreadTasks;

/// What a call costs: an echo of 200 bytes over a real socket with mutual TLS, both ends in this
/// process, so the CPU time counts both.
///
/// Each of the callers is a virtual thread that waits for its answer before the next call, as a
/// payment does. Not a test: run by hand, `main [network threads] [streams] [seconds]`.
final class StreamBenchmark {
  private static final int BODY_SIZE_BYTES = 200;
  private static final int SAMPLES_MAX = 4_000_000;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<StreamClient> links;
  private final long[] latencies = new long[SAMPLES_MAX];
  private final AtomicInteger calls = new AtomicInteger();

  private StreamBenchmark(List<StreamClient> links) {
    this.links = links;
  }

  public static void main(String... arguments) {
    int threadCount = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int streamCount = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    var duration = Duration.ofSeconds(arguments.length > 2 ? Long.parseLong(arguments[2]) : 5);
    var network = new TestNetwork();
    try (var threads = NetworkThreads.start(threadCount);
        var server =
            StreamServer.builder(
                    new Endpoint("127.0.0.1", 0),
                    network.node("SERVER"),
                    StreamLimits.standard(),
                    threads)
                .service("echo", _ -> true, (_, _, b) -> CompletableFuture.completedFuture(b))
                .start()) {
      var target = new StreamTarget(server.endpoint(), "SERVER", "echo");
      var links =
          IntStream.range(0, streamCount)
              .mapToObj(n -> network.node("CLIENT" + n))
              .map(tls -> new StreamClient(target, tls, StreamLimits.standard(), threads))
              .toList();
      var _ = new StreamBenchmark(links).run(256, duration);
      for (int inFlight : new int[] {1, 8, 64, 256, 1024}) {
        System.out.println(new StreamBenchmark(links).run(inFlight, duration));
      }
      links.forEach(StreamClient::close);
    }
  }

  private String run(int inFlight, Duration duration) {
    long cpuBefore = MACHINE.getProcessCpuTime();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    var done = new CountDownLatch(inFlight);
    try (var tasks = new VirtualThreadTasks("benchmark", duration)) {
      for (int caller = 0; caller < inFlight; caller++) {
        Link link = links.get(caller % links.size());
        tasks.start("caller", () -> callUntil(link, end, tasks, done));
      }
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    long elapsed = System.nanoTime() - start;
    long cpu = MACHINE.getProcessCpuTime() - cpuBefore;
    return report(inFlight, elapsed, cpu);
  }

  private void callUntil(Link link, long end, VirtualThreadTasks tasks, CountDownLatch done) {
    byte[] body = new byte[BODY_SIZE_BYTES];
    for (long now = System.nanoTime(); now < end; ) {
      tasks.await(link.call(1, body), Duration.ofSeconds(10));
      long answered = System.nanoTime();
      latencies[Math.min(calls.getAndIncrement(), SAMPLES_MAX - 1)] = answered - now;
      now = answered;
    }
    done.countDown();
  }

  private String report(int inFlight, long elapsedNanos, long cpuNanos) {
    int count = calls.get();
    long[] sorted = Arrays.copyOf(latencies, Math.min(count, SAMPLES_MAX));
    Arrays.sort(sorted);
    return "%5d in flight: %,9d calls/s, %5.2f µs CPU a call, p50 %,6d µs, p99 %,6d µs"
        .formatted(
            inFlight,
            count * 1_000_000_000L / elapsedNanos,
            cpuNanos / 1000.0 / count,
            sorted[sorted.length / 2] / 1000,
            sorted[sorted.length * 99 / 100] / 1000);
  }
}

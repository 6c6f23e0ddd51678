package kz.digitaltenge.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import kz.digitaltenge.app.sandbox.NetworkPlan;

/// Ports for a network of a test, so that tests may run beside each other and beside a sandbox.
public final class FreePorts {
  /// Below the ports that systems give to outgoing connections.
  private static final int FROM = 20_000;

  /// Each process of a test run has a range of its own.
  private static final int RANGE = 6_000;

  private static final int RANGES = 2;
  private static final int TRIES_MAX = 200;

  private FreePorts() {}

  /// The first of as many free ports as a network takes.
  public static int first() {
    return first(NetworkPlan.PORTS);
  }

  /// The first of `count` free ports in a row.
  public static int first(int count) {
    RandomGenerator random = RandomGenerator.getDefault();
    int from = FROM + Integer.getInteger("surefire.forkNumber", 0) % RANGES * RANGE;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      int port = from + random.nextInt(RANGE);
      if (IntStream.range(port, port + count).allMatch(FreePorts::isFree)) {
        return port;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}

package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;
import kz.digitaltenge.app.sandbox.NetworkPlan;

/// Ports where a network of a test can listen.
public final class FreePorts {
  /// Below the ports that systems give to outgoing connections.
  private static final int PORTS_FROM = 20_000;

  /// Each process of a test run has a range of its own.
  private static final int RANGE = 5_000;

  private static final int RANGES = 2;
  private static final int PORT_TRIES_MAX = 200;

  private FreePorts() {}

  /// The first of as many free ports as a network takes.
  public static int forNetwork() {
    return first(NetworkPlan.PORTS);
  }

  /// The first of so many.
  static int first(int count) {
    var random = new Random();
    int from = PORTS_FROM + Integer.getInteger("surefire.forkNumber", 0) % RANGES * RANGE;
    for (int tries = 0; tries < PORT_TRIES_MAX; tries++) {
      int port = from + random.nextInt(RANGE);
      if (IntStream.range(port, port + count).allMatch(FreePorts::isFree)) {
        return port;
      }
    }
    throw new IllegalStateException("No free ports");
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}

package kz.digitaltenge.app.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import kz.digitaltenge.api.stream.Endpoint;

/// Looks at ports before anything is started that needs them, so that the answer comes at once and
/// names the right option.
final class Ports {
  private Ports() {}

  /// @throws kz.digitaltenge.api.error.PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
  static void requireFree(List<Integer> ports) {
    for (int port : ports) {
      requireFree(port);
    }
  }

  private static void requireFree(int port) {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (var probe = new ServerSocket()) {
      // As the servers do: a port that is only winding down is free.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new Endpoint(host.getHostAddress(), port).unusable(e);
    }
  }
}

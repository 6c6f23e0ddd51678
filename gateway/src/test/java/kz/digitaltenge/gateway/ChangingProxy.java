package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.stream.Endpoint;

/// Stands between a program and a gateway with the connection keys of both, and changes what is
/// answered: what signatures are for.
final class ChangingProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final GatewayFixture gateway;
  private volatile UnaryOperator<String> change = UnaryOperator.identity();

  ChangingProxy(GatewayFixture gateway) throws IOException {
    this.gateway = gateway;
    var _ = Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getLocalPort());
  }

  /// From now on.
  ///
  /// @param to as long as what it takes the place of
  void change(String from, String to) {
    change = text -> text.replace(from, to);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    Endpoint endpoint = gateway.gateway.endpoint();
    while (!server.isClosed()) {
      try {
        Socket caller = gateway.accepted(server.accept());
        Socket its = gateway.tls.getSocketFactory().createSocket(endpoint.host(), endpoint.port());
        var _ = Thread.ofVirtual().start(() -> pass(caller, its, UnaryOperator.identity()));
        var _ = Thread.ofVirtual().start(() -> pass(its, caller, text -> change.apply(text)));
      } catch (IOException _) {
        // The test has ended.
      }
    }
  }

  private static void pass(Socket from, Socket to, UnaryOperator<String> changed) {
    var buffer = new byte[1 << 15];
    try (from;
        to) {
      for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        String text = changed.apply(new String(buffer, 0, read, ISO_8859_1));
        to.getOutputStream().write(text.getBytes(ISO_8859_1));
        to.getOutputStream().flush();
      }
    } catch (IOException _) {
      // The other side has gone.
    }
  }
}

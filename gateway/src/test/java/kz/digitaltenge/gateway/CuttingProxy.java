package kz.digitaltenge.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.api.stream.Endpoint;

/// Stands between a program and a gateway, reads nothing, and cuts the connection on which an
/// answer is about to come, as often as it is told to.
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Endpoint gateway;
  private final BooleanSupplier isDone;
  private final AtomicInteger left;

  /// @param isDone whether what was asked for has happened, so that what comes back is the answer
  CuttingProxy(Endpoint gateway, BooleanSupplier isDone, int cuts) throws IOException {
    this.gateway = gateway;
    this.isDone = isDone;
    this.left = new AtomicInteger(cuts);
    var _ = Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getLocalPort());
  }

  int cutsLeft() {
    return Math.max(left.get(), 0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        var its = new Socket(gateway.host(), gateway.port());
        var _ = Thread.ofVirtual().start(() -> pass(caller, its, false));
        var _ = Thread.ofVirtual().start(() -> pass(its, caller, true));
      } catch (IOException _) {
        // The test has ended.
      }
    }
  }

  private void pass(Socket from, Socket to, boolean isAnswer) {
    var buffer = new byte[1 << 14];
    try (from;
        to) {
      for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        if (isAnswer && read > 0 && isDone.getAsBoolean() && left.getAndDecrement() > 0) {
          return;
        }
        to.getOutputStream().write(buffer, 0, read);
        to.getOutputStream().flush();
      }
    } catch (IOException _) {
      // The other side has gone.
    }
  }
}

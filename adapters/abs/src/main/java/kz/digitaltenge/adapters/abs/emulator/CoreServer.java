package kz.digitaltenge.adapters.abs.emulator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.adapters.abs.message.MalformedIsoException;
import kz.digitaltenge.adapters.abs.wire.Frames;
import kz.digitaltenge.adapters.abs.wire.TlsConnection;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system's port. Answers the nodes that it was told of, one question after the other on each
/// connection, and carries out what their own operators say ([CoreControls]); what is neither ends
/// the connection.
public final class CoreServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoreServer.class);
  private static final int CONNECTIONS_MAX = 64;
  private static final Duration IDLE_MAX = Duration.ofMinutes(5);

  private final EmulatedCore core;
  private final Faults faults;
  private final CoreControls controls;
  private final Set<String> callers;
  private final TlsSockets sockets;
  private final ServerSocket server;
  private final String host;
  private final Semaphore room = new Semaphore(CONNECTIONS_MAX);
  private final Set<TlsConnection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private CoreServer(
      EmulatedCore core,
      Faults faults,
      Set<String> callers,
      TlsSockets sockets,
      ServerSocket server,
      String host) {
    this.sockets = sockets;
    this.core = core;
    this.faults = faults;
    this.controls = new CoreControls(core, faults);
    this.callers = callers;
    this.server = server;
    this.host = host;
  }

  /// Returns once it listens.
  ///
  /// @param callers the nodes that may ask, by name; their operators may give it orders
  /// @param endpoint port 0 for any free one
  /// @throws kz.digitaltenge.api.error.PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
  public static CoreServer start(
      EmulatedCore core,
      Faults faults,
      Set<String> callers,
      TlsSockets sockets,
      Endpoint endpoint) {
    try {
      var made =
          new CoreServer(
              core,
              faults,
              Set.copyOf(callers),
              sockets,
              TlsSockets.listen(endpoint),
              endpoint.host());
      made.threads.execute(made::accept);
      return made;
    } catch (IOException e) {
      throw endpoint.unusable(e);
    }
  }

  public Endpoint endpoint() {
    return new Endpoint(host, server.getLocalPort());
  }

  /// Ends all connections; what was decided stays decided.
  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(TlsConnection::close);
    threads.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        TlsConnection caller = sockets.taken(server.accept());
        if (room.tryAcquire()) {
          threads.execute(() -> serve(caller));
        } else {
          caller.close();
        }
      } catch (IOException e) {
        LOG.debug("The port was closed, or a caller left", e);
      }
    }
  }

  private void serve(TlsConnection connection) {
    open.add(connection);
    // Whoever came while the port was being closed was not there to be ended with the others.
    try (connection) {
      if (!server.isClosed()) {
        connection.shakeHands(IDLE_MAX);
        PeerIdentity caller = connection.peer();
        if (caller.isNode() && callers.contains(caller.name())) {
          answerAll(connection);
        } else if (callers.stream().anyMatch(caller::isOperatorOf)) {
          obey(connection);
        } else {
          LOG.info("{} may not ask the core banking system", caller.name());
        }
      }
    } catch (EOFException _) {
      LOG.debug("A caller has gone");
    } catch (MalformedIsoException | IOException e) {
      LOG.info("A connection to the core banking system ended: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(connection);
      room.release();
    }
  }

  private void answerAll(TlsConnection connection)
      throws IOException, MalformedIsoException, InterruptedException {
    DataInputStream in = connection.in();
    DataOutputStream out = connection.out();
    while (true) {
      byte[] answer = core.answer(Frames.read(in));
      Thread.sleep(faults.delay());
      if (faults.takeLost()) {
        return;
      }
      Frames.write(out, answer);
      if (faults.takeDoubled()) {
        Frames.write(out, answer);
      }
    }
  }

  private void obey(TlsConnection connection) throws IOException, MalformedIsoException {
    while (true) {
      Frames.write(connection.out(), controls.answer(Frames.read(connection.in())));
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.debug("A connection did not close", e);
    }
  }
}

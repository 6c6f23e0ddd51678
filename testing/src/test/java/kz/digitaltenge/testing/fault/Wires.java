package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The network between processes on this machine, as far as a test needs to cut it: every port that
/// the parameters list is one of these wires, which carries bytes to the port where the member
/// listens.
///
/// A cut loses nothing and closes nothing: bytes stand still, as they do for the peers of a machine
/// whose cable was pulled. When it is mended they go on.
final class Wires implements AutoCloseable {
  /// The test's own process.
  private static final String CLIENTS = "clients";

  private static final int CHUNK_BYTES = 16 * 1024;

  private final Supplier<Map<String, Long>> pids;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ServerSocket> listening = new ArrayList<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final Object changed = new Object();

  /// Guarded by `changed`.
  private Set<String> away = Set.of();

  /// @param pids of the processes that run now, by name
  Wires(Supplier<Map<String, Long>> pids) {
    this.pids = pids;
  }

  /// Carries what comes to a port of the process `to` on to where it listens.
  void lay(String to, int port, int listens) {
    try {
      var server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listening.add(server);
      threads.execute(() -> accept(server, to, listens));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nothing reaches these processes any more, and nothing leaves them, but between themselves.
  void cut(Set<String> processes) {
    synchronized (changed) {
      away = Set.copyOf(processes);
      changed.notifyAll();
    }
  }

  void mend() {
    cut(Set.of());
  }

  private void accept(ServerSocket server, String to, int listens) {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        open.add(caller);
        threads.execute(() -> join(caller, to, listens));
      } catch (IOException _) {
        // Closed at the end of the test.
      }
    }
  }

  private void join(Socket caller, String to, int listens) {
    try {
      Optional<String> from = SocketOwner.of(caller.getPort(), caller.getLocalPort(), owners());
      if (from.isEmpty()) {
        // Whoever called has gone.
        caller.close();
        return;
      }
      awaitWhole(from.orElseThrow(), to);
      var callee = new Socket(InetAddress.getLoopbackAddress(), listens);
      open.add(callee);
      threads.execute(() -> carry(caller, callee, from.orElseThrow(), to));
      carry(callee, caller, to, from.orElseThrow());
    } catch (IOException | InterruptedException _) {
      close(caller);
    }
  }

  private Map<String, Long> owners() {
    var owners = new HashMap<>(pids.get());
    owners.put(CLIENTS, ProcessHandle.current().pid());
    return owners;
  }

  private void carry(Socket in, Socket out, String from, String to) {
    var chunk = new byte[CHUNK_BYTES];
    try (in;
        out) {
      InputStream bytes = in.getInputStream();
      OutputStream sink = out.getOutputStream();
      for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
        awaitWhole(from, to);
        sink.write(chunk, 0, read);
      }
    } catch (IOException | InterruptedException _) {
      // One of the two has gone; so does the wire.
    }
  }

  private void awaitWhole(String from, String to) throws InterruptedException {
    synchronized (changed) {
      while (away.contains(from) != away.contains(to)) {
        changed.wait();
      }
    }
  }

  @Override
  public void close() {
    listening.forEach(Wires::close);
    open.forEach(Wires::close);
    threads.shutdownNow();
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

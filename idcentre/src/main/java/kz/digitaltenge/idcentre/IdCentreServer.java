package kz.digitaltenge.idcentre;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.IdCentreService;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.VirtualThreadTasks;

/// A centre that listens: mutual TLS, for nodes of banks only.
public final class IdCentreServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final IdCentreDesk desk;
  private final VirtualThreadTasks tasks;
  private final StreamServer server;

  private IdCentreServer(IdCentreDesk desk, VirtualThreadTasks tasks, StreamServer server) {
    this.desk = desk;
    this.tasks = tasks;
    this.server = server;
  }

  /// Returns once it listens.
  ///
  /// @param desk closed with the server
  /// @param isBank whether a caller is the node of a bank of the network
  public static IdCentreServer start(
      Endpoint endpoint,
      TlsIdentity tls,
      IdCentreDesk desk,
      Predicate<PeerIdentity> isBank,
      NetworkThreads threads) {
    var tasks = new VirtualThreadTasks("ID centre", STOP_TIMEOUT);
    try {
      StreamServer server =
          StreamServer.builder(endpoint, tls, StreamLimits.standard(), threads)
              .service(IdCentre.NAME, isBank, new IdCentreService(desk, tasks))
              .start();
      return new IdCentreServer(desk, tasks, server);
    } catch (RuntimeException e) {
      tasks.close();
      throw e;
    }
  }

  public Endpoint endpoint() {
    return server.endpoint();
  }

  /// What keeps it from answering; empty when nothing does.
  public Optional<Problem> trouble() {
    return desk.trouble();
  }

  @Override
  public void close() {
    server.close();
    tasks.close();
    desk.close();
  }
}

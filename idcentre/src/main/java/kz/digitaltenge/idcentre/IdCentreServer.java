package kz.digitaltenge.idcentre;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
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
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.api.task.VirtualThreadTasks;

/// A centre that listens: mutual TLS, for nodes of banks only.
public final class IdCentreServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration TIDY_PERIOD = Duration.ofMinutes(1);

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
  /// @param more services beside, which run in the tasks that are given
  public static IdCentreServer start(
      Endpoint endpoint,
      TlsIdentity tls,
      IdCentreDesk desk,
      Predicate<PeerIdentity> isBank,
      BiFunction<StreamServer.Builder, Tasks, StreamServer.Builder> more,
      NetworkThreads threads) {
    var tasks = new VirtualThreadTasks("ID centre", STOP_TIMEOUT);
    try {
      StreamServer.Builder server =
          StreamServer.builder(endpoint, tls, StreamLimits.standard(), threads)
              .service(IdCentre.NAME, isBank, new IdCentreService(desk, tasks));
      var running = new IdCentreServer(desk, tasks, more.apply(server, tasks).start());
      new Rounds("the ID centre's journals", TIDY_PERIOD, tasks, desk::tidy).start();
      return running;
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

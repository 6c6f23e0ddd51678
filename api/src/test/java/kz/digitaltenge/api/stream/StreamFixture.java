package kz.digitaltenge.api.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// A server and its callers on the loopback, in one network; closes what it opened.
public final class StreamFixture implements AutoCloseable {
  public static final String SERVER = "HALYKZKX";
  static final String CALLER = "KCJBKZKX";

  private final TestNetwork network = new TestNetwork();
  private final NetworkThreads threads = NetworkThreads.start(2);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final TlsIdentity server = network.node(SERVER);
  private StreamLimits limits = StreamLimits.standard();
  private @Nullable Endpoint endpoint;

  public TestNetwork network() {
    return network;
  }

  /// The server's own.
  TlsIdentity server() {
    return server;
  }

  StreamLimits limits() {
    return limits;
  }

  void limits(StreamLimits changed) {
    limits = changed;
  }

  public Endpoint endpoint() {
    if (endpoint == null) {
      throw new IllegalStateException("nothing is served yet");
    }
    return endpoint;
  }

  StreamServer serve(String service, Handler handler) {
    return serve(builder -> builder.service(service, _ -> true, handler));
  }

  public StreamServer serve(UnaryOperator<StreamServer.Builder> services) {
    return serve(limits, services);
  }

  StreamServer serve(StreamLimits serverLimits, UnaryOperator<StreamServer.Builder> services) {
    return start(new Endpoint("127.0.0.1", 0), serverLimits, services);
  }

  /// At the same port as before.
  StreamServer serveAgain(String service, Handler handler) {
    return start(endpoint(), limits, builder -> builder.service(service, _ -> true, handler));
  }

  private StreamServer start(
      Endpoint listen, StreamLimits serverLimits, UnaryOperator<StreamServer.Builder> services) {
    var started =
        services.apply(StreamServer.builder(listen, server, serverLimits, threads)).start();
    opened.push(started);
    endpoint = started.endpoint();
    return started;
  }

  StreamClient client(String service) {
    return clientOf(endpoint(), service);
  }

  StreamClient clientOf(Endpoint where, String service) {
    return clientAs(network.node(CALLER), new StreamTarget(where, SERVER, service));
  }

  StreamClient clientAs(TlsIdentity identity, StreamTarget target) {
    var client = new StreamClient(target, identity, limits, threads);
    opened.push(client);
    return client;
  }

  public NetworkThreads threads() {
    return threads;
  }

  /// How the call failed.
  static Problem failure(CompletableFuture<?> call) {
    try {
      throw new AssertionError("succeeded: " + call.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Problem.behind(e, "test");
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer at all", e);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    threads.close();
  }
}

package kz.digitaltenge.api.stream;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.FrameStreamGrpc;

/// Where a process is called: one port, mutual TLS, one or more services.
///
/// A caller without a certificate of the network does not get past the handshake. A frame that is
/// too large, garbled or cut ends its stream and nothing else.
public final class StreamServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
  private static final int KEEPALIVE_SECONDS = 20;
  private static final int KEEPALIVE_TIMEOUT_SECONDS = 10;
  private static final int KEEPALIVE_PERMITTED_SECONDS = 5;
  private static final int IDLE_MINUTES = 5;
  private static final int STREAMS_PER_CONNECTION = 32;

  /// Opening a stream and taking it back costs the caller nothing; beyond this the connection ends.
  private static final int RESETS_PER_WINDOW = 1_000;

  private static final int RESETS_WINDOW_SECONDS = 10;
  private static final int HEADERS_SIZE_BYTES = 8 << 10;
  private static final int WINDOW_SIZE_BYTES = 1 << 20;

  // gRPC reports a peer's mistakes as warnings of ours, with stack traces, so that any peer could
  // fill the log. Held here because a logger that nobody holds forgets its level.
  private static final List<Logger> PEER_MISTAKES =
      List.of(
          Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerStream"),
          Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler"),
          Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport.connections"));

  private final Server server;
  private final StreamService streams;
  private final String host;

  private StreamServer(Server server, StreamService streams, String host) {
    this.server = server;
    this.streams = streams;
    this.host = host;
  }

  /// What is needed to begin with; services are added to it.
  ///
  /// @param listen port 0 takes a free one, told by [StreamServer#endpoint()]
  public static Builder builder(
      Endpoint listen, TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
    return new Builder(listen, tls, limits, threads);
  }

  /// Where it listens, with the real port.
  public Endpoint endpoint() {
    return new Endpoint(host, server.getPort());
  }

  /// Takes no more calls, answers those it has read, and closes the port; waits a few seconds at
  /// most.
  @Override
  public void close() {
    server.shutdown();
    streams.finishAll();
    try {
      if (!server.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow().awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /// Collects what a server offers. Used by one thread, once.
  public static final class Builder {
    private final Endpoint listen;
    private final TlsIdentity tls;
    private final StreamLimits limits;
    private final NetworkThreads threads;
    private final Map<String, StreamService.Offer> offers = new HashMap<>();
    private final List<ServerServiceDefinition> plain = new ArrayList<>();
    private final BegunCalls begun;

    private Builder(Endpoint listen, TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
      this.listen = listen;
      this.tls = tls;
      this.limits = limits;
      this.threads = threads;
      this.begun = new BegunCalls(limits, threads);
    }

    /// Offers a service over framed streams.
    ///
    /// @param name as callers give it in [StreamTarget#service()]
    /// @param admits asked once for each stream, on a network thread: it must not wait
    public Builder service(String name, Predicate<PeerIdentity> admits, Handler handler) {
      if (offers.putIfAbsent(name, new StreamService.Offer(admits, handler)) != null) {
        throw new IllegalArgumentException("the service " + name + " is offered twice");
      }
      return this;
    }

    /// Offers a plain gRPC service, for calls that are few. It runs on virtual threads and may
    /// wait; [PeerIdentity#caller()] tells who calls.
    public Builder grpc(Predicate<PeerIdentity> admits, BindableService service) {
      return grpc((caller, _) -> admits.test(caller), service);
    }

    /// The same of a service not all of whose methods are for all of its callers.
    ///
    /// @param admits asked with the caller and the method's name, such as `Status`
    public Builder grpc(BiPredicate<PeerIdentity, String> admits, BindableService service) {
      plain.add(ServerInterceptors.intercept(service, new Admission(admits, begun)));
      return this;
    }

    /// Opens the port.
    ///
    /// @throws PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
    public StreamServer start() {
      PEER_MISTAKES.forEach(logger -> logger.setLevel(Level.SEVERE));
      var streams = new StreamService(offers, limits, threads);
      var builder =
          NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
              .bossEventLoopGroup(threads.all())
              .workerEventLoopGroup(
                  new GuardedLoops(threads.all(), new ConnectionGuard(limits, tls)))
              .channelType(NetworkThreads.serverSocketType())
              .sslContext(TlsContexts.server(tls))
              .executor(Runnable::run)
              .callExecutor(new Executors(threads.tasks()))
              .flowControlWindow(WINDOW_SIZE_BYTES)
              .maxInboundMessageSize(limits.frameSizeBytes())
              .maxInboundMetadataSize(HEADERS_SIZE_BYTES)
              .maxConcurrentCallsPerConnection(STREAMS_PER_CONNECTION)
              .handshakeTimeout(
                  limits.connectTimeout().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
              .maxRstFramesPerWindow(RESETS_PER_WINDOW, RESETS_WINDOW_SECONDS)
              .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
              .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .permitKeepAliveTime(KEEPALIVE_PERMITTED_SECONDS, TimeUnit.SECONDS)
              .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
              .addService(
                  ServerServiceDefinition.builder(FrameStreamGrpc.SERVICE_NAME)
                      .addMethod(FrameProtocol.OPEN, streams)
                      .build())
              .addServices(plain);
      return new StreamServer(started(builder), streams, listen.host());
    }

    private Server started(NettyServerBuilder builder) {
      try {
        return builder.build().start();
      } catch (IOException e) {
        throw listen.unusable(e);
      }
    }
  }

  /// Frames are handled on the network thread that read them; plain services may wait, so they get
  /// threads of their own.
  private record Executors(Executor tasks) implements ServerCallExecutorSupplier {
    @Override
    public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
      return call.getMethodDescriptor() == FrameProtocol.OPEN ? Runnable::run : tasks;
    }
  }

  /// Keeps out callers that a plain service does not admit, and tells it who calls.
  private record Admission(BiPredicate<PeerIdentity, String> admits, BegunCalls begun)
      implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      Optional<PeerIdentity> caller = StreamService.peer(call);
      String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
      if (caller.filter(peer -> admits.test(peer, method)).isEmpty()) {
        String name = caller.map(PeerIdentity::name).orElse("?");
        String service = String.valueOf(call.getMethodDescriptor().getServiceName());
        return StreamService.refused(
            call, Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", name, "service", service));
      }
      Context context = PeerIdentity.asCaller(caller.get());
      return begun.take(
          call, caller.get().name(), () -> Contexts.interceptCall(context, call, headers, next));
    }
  }
}

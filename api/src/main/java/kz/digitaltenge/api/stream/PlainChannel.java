package kz.digitaltenge.api.stream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// A client's connection to plain gRPC services of one peer. It connects at the first call and
/// again after a break; answers of anybody but the peer are refused.
public final class PlainChannel implements AutoCloseable {
  private static final int STOP_SECONDS = 2;

  private final ManagedChannel channel;
  private final String peer;
  private final Endpoint endpoint;

  public PlainChannel(Endpoint endpoint, String peer, TlsIdentity tls, NetworkThreads threads) {
    this.peer = peer;
    this.endpoint = endpoint;
    this.channel =
        NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
            .eventLoopGroup(threads.all())
            .channelType(NetworkThreads.socketType())
            .executor(threads.tasks())
            .offloadExecutor(threads.tasks())
            .sslContext(TlsContexts.client(tls))
            .maxInboundMessageSize(StreamLimits.standard().frameSizeBytes())
            .disableRetry()
            .disableServiceConfigLookUp()
            .build();
  }

  /// For the stubs of the peer's services.
  public Channel channel() {
    return ClientInterceptors.intercept(channel, new OnlyThePeer());
  }

  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private PlatformException stranger(String who) {
    return Problem.of(
            ErrorCode.PEER_NOT_TRUSTED,
            "endpoint",
            endpoint,
            "peer",
            peer,
            "reason",
            "its certificate names " + who)
        .exception();
  }

  /// Certificates of one machine share its address, so the name decides.
  private final class OnlyThePeer implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<R> listener, Metadata headers) {
          super.start(new Watching<>(listener, this), headers);
        }
      };
    }
  }

  private final class Watching<R> extends SimpleForwardingClientCallListener<R> {
    private final ClientCall<?, R> call;

    Watching(ClientCall.Listener<R> listener, ClientCall<?, R> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onHeaders(Metadata headers) {
      String who = who();
      if (who.equals(peer)) {
        super.onHeaders(headers);
      } else {
        call.cancel("not the peer", stranger(who));
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      boolean connected = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null;
      if (connected && !who().equals(peer)) {
        Problem stranger = stranger(who()).problem();
        super.onClose(FrameProtocol.status(stranger), FrameProtocol.trailers(stranger));
      } else {
        super.onClose(status, trailers);
      }
    }

    private String who() {
      var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      return PeerIdentity.of(session).map(PeerIdentity::name).orElse("nobody we know");
    }
  }
}

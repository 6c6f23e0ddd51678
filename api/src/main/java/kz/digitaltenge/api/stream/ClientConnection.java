package kz.digitaltenge.api.stream;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.Message;
import org.jspecify.annotations.Nullable;

/// One connection of a client, from connecting to its end; it is never used again after that.
/// Everything here happens on the client's network thread.
final class ClientConnection extends ClientCall.Listener<Frame> {
  private static final int KEEPALIVE_SECONDS = 15;
  private static final int KEEPALIVE_TIMEOUT_SECONDS = 5;
  // How much may lie unsent in the transport before it counts as full: a few large frames.
  private static final int UNSENT_SIZE_BYTES = 256 << 10;
  private static final int WINDOW_SIZE_BYTES = 1 << 20;

  private final StreamTarget target;
  private final StreamLimits limits;
  private final EventLoop loop;
  private final Runnable onWritable;
  private final BiConsumer<ClientConnection, Problem> onEnd;
  private final ManagedChannel channel;
  private final ClientCall<Frame, Frame> stream;

  // Calls sent and not answered, by correlation, oldest first.
  private final Map<Long, PendingCall> sent = new LinkedHashMap<>();
  private boolean open;
  private boolean answered;
  private boolean over;

  /// @param onWritable told when there is room to send
  /// @param onEnd told once, with what calls that were never sent should hear
  ClientConnection(
      StreamTarget target,
      SslContext tls,
      StreamLimits limits,
      NetworkThreads threads,
      EventLoop loop,
      Runnable onWritable,
      BiConsumer<ClientConnection, Problem> onEnd) {
    this.target = target;
    this.limits = limits;
    this.loop = loop;
    this.onWritable = onWritable;
    this.onEnd = onEnd;
    this.channel = channel(target.endpoint(), tls, threads);
    this.stream =
        channel.newCall(
            FrameProtocol.OPEN, CallOptions.DEFAULT.withOnReadyThreshold(UNSENT_SIZE_BYTES));
  }

  private ManagedChannel channel(Endpoint endpoint, SslContext tls, NetworkThreads threads) {
    // gRPC reports some events, such as a failed name resolution, on threads of its own.
    Executor onLoop = task -> runOnLoop(task);
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .eventLoopGroup(loop)
        .channelType(NetworkThreads.socketType())
        .executor(onLoop)
        .offloadExecutor(threads.tasks())
        .sslContext(tls)
        .flowControlWindow(WINDOW_SIZE_BYTES)
        .maxInboundMessageSize(limits.frameSizeBytes())
        .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .disableRetry()
        .disableServiceConfigLookUp()
        .build();
  }

  private void runOnLoop(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  void start() {
    var headers = new Metadata();
    headers.put(FrameProtocol.SERVICE, target.service());
    stream.start(this, headers);
    stream.request(1);
    var _ =
        loop.schedule(
            this::giveUpUnlessOpen, limits.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Whether the peer has admitted us.
  boolean isOpen() {
    return open;
  }

  boolean hasAnswered() {
    return answered;
  }

  /// Sends as much of what waits as there is room for.
  void send(Queue<PendingCall> waiting) {
    while (open && !over && stream.isReady() && !waiting.isEmpty()) {
      var packer = new FramePacker(limits);
      for (var next = waiting.peek();
          next != null && packer.takes(next.sizeBytes());
          next = waiting.peek()) {
        waiting.remove();
        next.packInto(packer);
        sent.put(next.correlation(), next);
      }
      stream.sendMessage(packer.frame());
    }
  }

  /// Ends calls that the peer left without an answer for too long.
  void expire(long nowNanos) {
    var oldest = sent.values().iterator();
    while (oldest.hasNext()) {
      PendingCall call = oldest.next();
      if (!call.isDue(nowNanos)) {
        return;
      }
      oldest.remove();
      call.fail(
          Problem.of(
              ErrorCode.PEER_SILENT, "peer", target.peer(), "timeout", limits.callTimeout()));
    }
  }

  void close() {
    end(lost("this side is stopping"), unavailable("this side is stopping"));
  }

  @Override
  public void onHeaders(Metadata headers) {
    if (over) {
      return;
    }
    var session = stream.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    var peer = PeerIdentity.of(session);
    boolean expected = peer.filter(other -> other.name().equals(target.peer())).isPresent();
    if (expected) {
      open = true;
      onWritable.run();
    } else {
      String who = peer.map(PeerIdentity::name).orElse("nobody we know");
      Problem stranger = notTrusted("its certificate names " + who);
      end(stranger, stranger);
    }
  }

  @Override
  public void onMessage(Frame frame) {
    if (over) {
      return;
    }
    if (FrameProtocol.isGarbled(frame)) {
      Problem garbage = FrameProtocol.garbage(target.peer(), "its frame is not a frame");
      end(garbage, unavailable("it sent garbage"));
      return;
    }
    answered = true;
    for (Message message : frame.getMessagesList()) {
      settle(message);
    }
    stream.request(1);
  }

  private void settle(Message message) {
    PendingCall call = sent.remove(message.getCorrelation());
    if (call == null) {
      // Too late: the caller was told that the outcome is unknown.
      return;
    }
    if (message.hasFault()) {
      call.fail(FrameProtocol.problem(message.getFault(), target.peer()));
    } else {
      call.complete(message.getBody().toByteArray());
    }
  }

  @Override
  public void onReady() {
    if (open) {
      onWritable.run();
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    Problem why =
        FrameProtocol.problem(trailers, target.peer()).orElseGet(() -> connectFailure(status));
    // Once the peer admitted us, why it left is no answer to calls that it never saw.
    end(lost(why.whatHappened()), open ? unavailable(why.whatHappened()) : why);
  }

  private void giveUpUnlessOpen() {
    if (!open) {
      Problem late = unavailable("no connection within " + limits.connectTimeout());
      end(late, late);
    }
  }

  private void end(Problem forSent, Problem forUnsent) {
    if (over) {
      return;
    }
    over = true;
    stream.cancel("ended", null);
    channel.shutdownNow();
    var orphans = new ArrayList<>(sent.values());
    sent.clear();
    orphans.forEach(call -> call.fail(forSent));
    onEnd.accept(this, forUnsent);
  }

  private Problem connectFailure(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return notTrusted(reason(cause.getMessage()));
      }
    }
    Throwable cause = status.getCause();
    return unavailable(reason(cause != null ? cause.getMessage() : status.getDescription()));
  }

  private static String reason(@Nullable String message) {
    return message == null ? "the connection closed" : message.strip();
  }

  private Problem notTrusted(String reason) {
    return Problem.of(
        ErrorCode.PEER_NOT_TRUSTED,
        "endpoint",
        target.endpoint(),
        "peer",
        target.peer(),
        "reason",
        reason);
  }

  private Problem lost(String reason) {
    return Problem.of(ErrorCode.CONNECTION_LOST, "peer", target.peer(), "reason", reason);
  }

  private Problem unavailable(String reason) {
    return Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", target.peer(), "reason", reason);
  }
}

package kz.digitaltenge.api.stream;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// Calls one service of one peer over one stream.
///
/// How it works: calls from any thread join a queue; one network thread, always the same, takes
/// whatever waits into frames while the connection has room, and matches the answers. So frames
/// grow with the load, and the rest of the state needs no lock. The first call connects. When the
/// stream breaks, calls that were sent end as `CONNECTION_LOST` (they may have been done), the
/// others wait for the next connection. When connecting fails, those that wait end as unavailable,
/// and so do later ones until a growing pause is over: callers learn at once and nothing piles up.
public final class StreamClient implements Link, AutoCloseable {
  private static final Duration TICK_MIN = Duration.ofMillis(5);
  private static final Duration TICK_MAX = Duration.ofMillis(250);
  private static final int TICKS_PER_TIMEOUT = 8;

  private final StreamTarget target;
  private final StreamLimits limits;
  private final NetworkThreads threads;
  private final SslContext tls;
  private final EventLoop loop;
  private final CallBudget budget;
  private final Queue<PendingCall> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean up;

  // All below belongs to the loop's thread.
  private final Backoff backoff = new Backoff();
  private @Nullable ClientConnection connection;
  private Problem lastFailure;
  private boolean ticking;
  private boolean closed;

  public StreamClient(
      StreamTarget target, TlsIdentity tls, StreamLimits limits, NetworkThreads threads) {
    this.target = target;
    this.limits = limits;
    this.threads = threads;
    this.tls = TlsContexts.client(tls);
    this.loop = threads.next();
    this.budget = new CallBudget(limits);
    this.lastFailure = unavailable("it was not called yet");
  }

  @Override
  public CompletableFuture<byte[]> call(int kind, byte[] body) {
    if (kind < 1) {
      throw new IllegalArgumentException("the kind of a call is above 0, not " + kind);
    }
    if (body.length > limits.bodySizeBytes()) {
      return failed(tooLarge(body.length));
    }
    return budget.admit(kind, body).map(this::queue).orElseGet(() -> failed(busy()));
  }

  /// Ends the connection. Calls that were sent end as `CONNECTION_LOST`, the others and later ones
  /// as `STOPPING`.
  @Override
  public void close() {
    try {
      loop.execute(this::closeNow);
    } catch (RejectedExecutionException _) {
      failWaiting(stopping());
    }
  }

  private CompletableFuture<byte[]> queue(PendingCall call) {
    waiting.add(call);
    // One wake-up is enough for all that comes until the loop gets to it.
    if (awake.compareAndSet(false, true)) {
      try {
        loop.execute(this::work);
      } catch (RejectedExecutionException _) {
        awake.set(false);
        failWaiting(stopping());
      }
    }
    return call.result();
  }

  /// Whether the peer has admitted this client and the stream has not ended since.
  public boolean isUp() {
    return up;
  }

  private void work() {
    awake.set(false);
    up = connection != null && connection.isOpen();
    if (closed) {
      failWaiting(stopping());
    } else if (!waiting.isEmpty()) {
      if (connection != null) {
        connection.send(waiting);
      } else if (backoff.isOver(System.nanoTime())) {
        connection = connect();
      } else {
        failWaiting(lastFailure);
      }
      keepTicking();
    }
  }

  private ClientConnection connect() {
    var fresh = new ClientConnection(target, tls, limits, threads, loop, this::work, this::ended);
    fresh.start();
    return fresh;
  }

  private void ended(ClientConnection which, Problem why) {
    if (which != connection) {
      return;
    }
    connection = null;
    up = false;
    if (which.hasAnswered()) {
      backoff.succeeded();
    } else {
      backoff.failed(System.nanoTime());
      lastFailure = why;
      failWaiting(why);
    }
    // Calls that were never sent deserve a new connection, after the code that ended this one has
    // unwound.
    loop.execute(this::work);
  }

  private void keepTicking() {
    if (!ticking) {
      ticking = true;
      var _ = loop.schedule(this::tick, tickNanos(limits.callTimeout()), TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    ticking = false;
    long now = System.nanoTime();
    // Both queues are in the order of their deadlines: all calls have the same timeout.
    for (var first = waiting.peek(); first != null && first.isDue(now); first = waiting.peek()) {
      waiting.remove();
      first.fail(unavailable("it took no request for " + limits.callTimeout()));
    }
    if (connection != null) {
      connection.expire(now);
    }
    if (!budget.isEmpty()) {
      keepTicking();
    }
  }

  private void closeNow() {
    closed = true;
    failWaiting(stopping());
    if (connection != null) {
      connection.close();
    }
  }

  private void failWaiting(Problem why) {
    for (var call = waiting.poll(); call != null; call = waiting.poll()) {
      call.fail(why);
    }
  }

  private Problem unavailable(String reason) {
    return Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", target.peer(), "reason", reason);
  }

  private Problem tooLarge(int size) {
    return Problem.of(ErrorCode.MESSAGE_TOO_LARGE, "size", size, "limit", limits.bodySizeBytes());
  }

  private Problem busy() {
    return Problem.of(
        ErrorCode.OVERLOADED,
        "queue",
        "The link to " + target.peer(),
        "limit",
        limits.pendingCalls() + " calls, or " + limits.pendingSizeBytes() + " bytes of them");
  }

  private Problem stopping() {
    return Problem.of(ErrorCode.STOPPING, "part", "The link to " + target.peer());
  }

  static long tickNanos(Duration timeout) {
    long wanted = timeout.toNanos() / TICKS_PER_TIMEOUT;
    return Math.clamp(wanted, TICK_MIN.toNanos(), TICK_MAX.toNanos());
  }

  private static CompletableFuture<byte[]> failed(Problem problem) {
    return CompletableFuture.failedFuture(problem.exception());
  }
}

package kz.digitaltenge.api.stream;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream at the server's end.
///
/// How it works: each message of a frame goes to the handler; ready answers join a queue, and the
/// stream's network thread packs whatever is there into frames. The next frame is asked for only
/// while what is held (messages being handled and answers not sent) is within the limits, so a peer
/// that sends fast or reads slowly holds up itself and nobody's memory.
final class ServerStream extends ServerCall.Listener<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);

  private final ServerCall<Frame, Frame> call;
  private final PeerIdentity peer;
  private final String service;
  private final Handler handler;
  private final StreamLimits limits;
  private final EventLoop loop;
  private final Consumer<ServerStream> onEnd;

  private final Queue<HeldWork> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicLong heldBytes = new AtomicLong();

  // All below belongs to the loop's thread. What is held is in order of arrival, and so of
  // deadline.
  private final Set<HeldWork> held = new LinkedHashSet<>();
  private boolean reading;
  private boolean finishing;
  private boolean over;
  private boolean ticking;

  ServerStream(
      ServerCall<Frame, Frame> call,
      PeerIdentity peer,
      String service,
      Handler handler,
      StreamLimits limits,
      EventLoop loop,
      Consumer<ServerStream> onEnd) {
    this.call = call;
    this.peer = peer;
    this.service = service;
    this.handler = handler;
    this.limits = limits;
    this.loop = loop;
    this.onEnd = onEnd;
  }

  void open() {
    // The caller sends nothing before it sees these headers.
    call.sendHeaders(new Metadata());
    readOn();
  }

  /// Reads no more, answers what was read, and closes. Any thread may ask.
  void finish() {
    try {
      loop.execute(
          () -> {
            finishing = true;
            work();
          });
    } catch (RejectedExecutionException _) {
      // The network threads are gone, and the connection with them.
    }
  }

  @Override
  public void onMessage(Frame frame) {
    if (over) {
      return;
    }
    reading = false;
    if (FrameProtocol.isGarbled(frame)) {
      refuse("its frame is not a frame");
    } else if (frame.getMessagesCount() > limits.frameMessages()) {
      refuse("its frame has more than " + limits.frameMessages() + " messages");
    } else {
      frame.getMessagesList().forEach(this::take);
      readOn();
      keepTicking();
    }
  }

  @Override
  public void onReady() {
    work();
  }

  @Override
  public void onHalfClose() {
    finishing = true;
    work();
  }

  @Override
  public void onCancel() {
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  private void take(Message message) {
    int size = message.getBody().size();
    var work =
        new HeldWork(
            message.getCorrelation(), size, System.nanoTime() + limits.handlerTimeout().toNanos());
    held.add(work);
    heldBytes.addAndGet(size);
    var _ =
        handled(message)
            .whenComplete(
                (answer, thrown) -> {
                  if (thrown == null) {
                    answer(work, answer);
                  } else {
                    answer(work, problemBehind(thrown));
                  }
                });
  }

  private CompletableFuture<byte[]> handled(Message message) {
    try {
      // A null would be the handler's mistake; it must not end the stream.
      @Nullable CompletableFuture<byte[]> answer = traced(message);
      return answer != null
          ? answer
          : CompletableFuture.failedFuture(new IllegalStateException("no answer from a handler"));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private @Nullable CompletableFuture<byte[]> traced(Message message) {
    Optional<Trace> trace =
        message.getTrace().isEmpty()
            ? Optional.empty()
            : Trace.decode(message.getTrace().toByteArray());
    byte[] body = message.getBody().toByteArray();
    return trace.isPresent()
        ? trace.get().during(() -> handler.handle(peer, message.getKind(), body))
        : handler.handle(peer, message.getKind(), body);
  }

  private Problem problemBehind(Throwable thrown) {
    Problem problem = Problem.behind(thrown, service);
    if (problem.code() == ErrorCode.INTERNAL_FAULT && !(thrown instanceof PlatformException)) {
      LOG.error("Handling a message of {} for {} failed", peer.name(), service, thrown);
    }
    return problem;
  }

  private void answer(HeldWork work, byte @Nullable [] body) {
    if (body == null || body.length > limits.bodySizeBytes()) {
      int size = body == null ? 0 : body.length;
      LOG.error("The answer of {} to {} has a wrong size: {} bytes", service, peer.name(), size);
      answer(work, Problem.of(ErrorCode.INTERNAL_FAULT, "part", service));
    } else if (work.answer(body)) {
      heldBytes.addAndGet(body.length);
      queue(work);
    }
  }

  private void answer(HeldWork work, Problem problem) {
    if (work.answer(problem)) {
      queue(work);
    }
  }

  private void queue(HeldWork work) {
    ready.add(work);
    // One wake-up is enough for all answers that come until the loop gets to it.
    if (awake.compareAndSet(false, true)) {
      try {
        loop.execute(this::work);
      } catch (RejectedExecutionException _) {
        // The network threads are gone, and the connection with them.
      }
    }
  }

  private void work() {
    awake.set(false);
    if (over) {
      return;
    }
    while (call.isReady() && !ready.isEmpty()) {
      call.sendMessage(nextFrame());
    }
    readOn();
    if (finishing && held.isEmpty()) {
      close(Problem.of(ErrorCode.STOPPING, "part", service));
    }
  }

  private Frame nextFrame() {
    var packer = new FramePacker(limits);
    for (var next = ready.peek();
        next != null && packer.takes(next.answerSizeBytes());
        next = ready.peek()) {
      ready.remove();
      next.packInto(packer);
      held.remove(next);
      heldBytes.addAndGet(-next.heldBytes());
    }
    return packer.frame();
  }

  private void readOn() {
    boolean room =
        held.size() < limits.pendingCalls() && heldBytes.get() < limits.pendingSizeBytes();
    if (room && !reading && !finishing && !over) {
      reading = true;
      call.request(1);
    }
  }

  private void keepTicking() {
    if (!ticking && !held.isEmpty() && !over) {
      ticking = true;
      long pause = StreamClient.tickNanos(limits.handlerTimeout());
      var _ = loop.schedule(this::tick, pause, TimeUnit.NANOSECONDS);
    }
  }

  /// Answers for handlers that did not: work held for ever would stop the stream.
  private void tick() {
    ticking = false;
    long now = System.nanoTime();
    for (HeldWork oldest : held) {
      if (!oldest.isDue(now)) {
        break;
      }
      answer(
          oldest,
          Problem.of(
              ErrorCode.OUTCOME_UNKNOWN, "operation", service, "timeout", limits.handlerTimeout()));
    }
    keepTicking();
  }

  private void refuse(String reason) {
    LOG.info("Closing a stream of {} to {}: {}", peer.name(), service, reason);
    close(Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", reason));
  }

  private void close(Problem why) {
    if (!over) {
      call.close(finishing ? Status.OK : FrameProtocol.status(why), FrameProtocol.trailers(why));
      end();
    }
  }

  private void end() {
    if (!over) {
      over = true;
      held.clear();
      ready.clear();
      onEnd.accept(this);
    }
  }
}

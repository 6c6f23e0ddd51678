package kz.digitaltenge.api.stream;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Bounds the calls of plain services whose request has not come to its end, which a server holds
/// in memory until then: so many of one caller, and each for so long.
final class BegunCalls {
  private final int limit;
  private final StreamLimits limits;
  private final NetworkThreads threads;
  private final Map<String, Integer> begun = new ConcurrentHashMap<>();

  BegunCalls(StreamLimits limits, NetworkThreads threads) {
    // As many bytes as the framed streams of one peer to one service may hold.
    this.limit =
        Math.toIntExact(limits.pendingSizeBytes() / limits.frameSizeBytes())
            * limits.streamsPerPeer();
    this.limits = limits;
    this.threads = threads;
  }

  /// The call as its service sees it, unless its caller has begun too many.
  <Q, R> ServerCall.Listener<Q> take(
      ServerCall<Q, R> call, String caller, Supplier<ServerCall.Listener<Q>> service) {
    if (begun.merge(caller, 1, Integer::sum) > limit) {
      leave(caller);
      return StreamService.refused(
          call,
          Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The list of calls that " + caller + " has begun",
              "limit",
              limit + " calls"));
    }
    var over = new AtomicBoolean();
    try {
      Future<?> patience =
          threads
              .next()
              .schedule(
                  () -> giveUp(call, caller, over),
                  limits.handlerTimeout().toNanos(),
                  TimeUnit.NANOSECONDS);
      return new Begun<>(service.get(), caller, over, patience);
    } catch (RuntimeException e) {
      // Nobody hears of the call's end.
      end(caller, over);
      throw e;
    }
  }

  private void giveUp(ServerCall<?, ?> call, String caller, AtomicBoolean over) {
    if (end(caller, over)) {
      var why =
          Problem.of(
              ErrorCode.MALFORMED_MESSAGE,
              "reason",
              "its request did not come to an end within " + limits.handlerTimeout());
      call.close(FrameProtocol.status(why), FrameProtocol.trailers(why));
    }
  }

  private boolean end(String caller, AtomicBoolean over) {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      leave(caller);
    }
    return first;
  }

  private void leave(String caller) {
    begun.computeIfPresent(caller, (_, calls) -> calls == 1 ? null : calls - 1);
  }

  /// Hears when the request has come, or never will.
  private final class Begun<Q> extends SimpleForwardingServerCallListener<Q> {
    private final String caller;
    private final AtomicBoolean over;
    private final Future<?> patience;

    Begun(ServerCall.Listener<Q> service, String caller, AtomicBoolean over, Future<?> patience) {
      super(service);
      this.caller = caller;
      this.over = over;
      this.patience = patience;
    }

    @Override
    public void onHalfClose() {
      // Whose patience is at its end has been answered.
      if (ended()) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      ended();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      ended();
      super.onComplete();
    }

    private boolean ended() {
      patience.cancel(false);
      return end(caller, over);
    }
  }
}

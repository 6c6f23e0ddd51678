package kz.digitaltenge.api.operator;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How operators' calls are answered: with a value, with values as fast as the caller takes them,
/// or with an error of the catalogue.
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private Answering() {}

  static <R> void one(StreamObserver<R> caller, Supplier<R> work) {
    R answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      caller.onError(Faults.thrown(problem(e)));
      return;
    }
    caller.onNext(answer);
    caller.onCompleted();
  }

  /// Calls `work` with a consumer that waits until the caller is ready for more.
  static <R> void many(StreamObserver<R> caller, Consumer<Consumer<R>> work) {
    var flow = (ServerCallStreamObserver<R>) caller;
    var ready = new Semaphore(0);
    flow.setOnReadyHandler(ready::release);
    flow.setOnCancelHandler(ready::release);
    // gRPC tells that the caller is ready only after this method has returned.
    Thread.ofVirtual().name("operator's stream").start(() -> feed(flow, ready, work));
  }

  private static <R> void feed(
      ServerCallStreamObserver<R> flow, Semaphore ready, Consumer<Consumer<R>> work) {
    try {
      work.accept(
          value -> {
            awaitReady(flow, ready);
            flow.onNext(value);
          });
      flow.onCompleted();
    } catch (CallerLeftException e) {
      LOG.debug("An operator left in the middle of an answer");
    } catch (RuntimeException e) {
      flow.onError(Faults.thrown(problem(e)));
    }
  }

  private static void awaitReady(ServerCallStreamObserver<?> flow, Semaphore ready) {
    while (!flow.isReady() && !flow.isCancelled()) {
      ready.acquireUninterruptibly();
    }
    if (flow.isCancelled()) {
      throw new CallerLeftException();
    }
  }

  private static Problem problem(RuntimeException e) {
    if (e instanceof PlatformException known) {
      return known.problem();
    }
    LOG.error("An operator's request failed", e);
    return Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the operator's service");
  }

  /// Ends the reading for somebody who no longer listens.
  private static final class CallerLeftException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallerLeftException() {
      super("the caller left", null, false, false);
    }
  }
}

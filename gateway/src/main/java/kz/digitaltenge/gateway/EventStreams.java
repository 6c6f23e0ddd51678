package kz.digitaltenge.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.signing.SentMessages;

/// Streams of events to those who keep a connection open for them (C08).
final class EventStreams implements AutoCloseable {
  static final String PATH = "/v1/events/stream";

  private static final String AFTER = "after";
  private static final String BEAT = "beat";

  private final String bank;
  private final Supplier<NodeOperations> node;
  private final Supplier<SentMessages> sent;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(GatewayLimits.STREAMS_AT_ONCE_MAX);
  private final CountDownLatch stopping = new CountDownLatch(1);

  EventStreams(
      String bank,
      Supplier<NodeOperations> node,
      Supplier<SentMessages> sent,
      InstantSource clock) {
    this.bank = bank;
    this.node = node;
    this.sent = sent;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(new Route("GET", PATH, this::open));
  }

  /// Those that are open end soon.
  @Override
  public void close() {
    stopping.countDown();
  }

  private Reply open(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, EventKinds.NAME, BEAT));
    String after = call.resume().isEmpty() ? query.value(AFTER).orElse("") : call.resume();
    long position = after.isEmpty() ? EventLine.BEGINNING : EventJson.position(AFTER, after);
    EventKinds kinds = EventKinds.of(query.value(EventKinds.NAME));
    Duration beat =
        Duration.ofSeconds(
            query.within(
                BEAT, 1, GatewayLimits.BEAT_STANDARD_SECONDS, GatewayLimits.BEAT_MAX_SECONDS));
    if (!call.isOwn()) {
      throw Admission.refused(call, "events of " + bank);
    }
    SentMessages signing = sent.get();
    if (!places.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The streams of events of " + bank,
              "limit",
              GatewayLimits.STREAMS_AT_ONCE_MAX)
          .exception();
    }
    var wish = new EventFollower.Wish(bank, target(call), position, kinds, beat);
    return new Reply.Streamed(
        new EventFollower(wish, node, signing, clock, stopping, places::release));
  }

  private static String target(Call call) {
    return call.query().isEmpty() ? call.path() : call.path() + "?" + call.query();
  }
}

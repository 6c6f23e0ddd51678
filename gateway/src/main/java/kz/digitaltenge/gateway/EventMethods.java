package kz.digitaltenge.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.gateway.Routes.Route;

/// What happened on the bank's accounts, to be read again from any place (C08).
final class EventMethods {
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final String WAIT = "wait";

  private final String bank;
  private final Supplier<NodeOperations> node;
  private final Semaphore waits = new Semaphore(GatewayLimits.WAITS_AT_ONCE_MAX);

  EventMethods(String bank, Supplier<NodeOperations> node) {
    this.bank = bank;
    this.node = node;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/events", this::events));
  }

  private Reply events(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT, WAIT, EventKinds.NAME));
    EventKinds kinds = EventKinds.of(query.value(EventKinds.NAME));
    int limit = query.limit();
    long after =
        query.value(AFTER).map(text -> EventJson.position(AFTER, text)).orElse(EventLine.BEGINNING);
    Duration wait = Duration.ofSeconds(query.within(WAIT, 0, 0, GatewayLimits.WAIT_MAX_SECONDS));
    if (!call.isOwn()) {
      throw Admission.refused(call, "events of " + bank);
    }
    List<EventLine> found = events(after, limit, wait);
    // What is left out counts for the position, so a page may have few or none though more follow.
    Map<String, Object> page =
        Json.object("events", found.stream().filter(kinds::wants).map(EventJson::of).toList());
    if (!found.isEmpty()) {
      page.put("next", String.valueOf(found.getLast().position()));
    } else if (after != EventLine.BEGINNING) {
      page.put("next", String.valueOf(after));
    }
    return new Reply.Done(Reply.OK, page);
  }

  /// Of those who wait only so many hold a thread; the others are answered at once.
  private List<EventLine> events(long after, int limit, Duration wait) {
    boolean waits = wait.isPositive() && this.waits.tryAcquire();
    try {
      return node.get().events(after, limit, waits ? wait : Duration.ZERO);
    } finally {
      if (waits) {
        this.waits.release();
      }
    }
  }
}

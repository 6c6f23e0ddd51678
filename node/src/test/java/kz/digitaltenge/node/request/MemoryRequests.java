package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.testkit.MemoryOutbox;

/// Requests in memory, for simulations: what is written survives every crash.
final class MemoryRequests implements RequestBook {
  private final Map<PaymentId, Request> requests = new LinkedHashMap<>();
  private final Map<PaymentId, Rest> rests = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  final MemoryOutbox outbox = new MemoryOutbox();
  private final AskingLimits limits;
  private long position;

  MemoryRequests(AskingLimits limits) {
    this.limits = limits;
  }

  private record Rest(Instant until, int tries) {}

  @Override
  public synchronized Request add(Request fresh) {
    Request known = requests.get(fresh.id());
    if (known != null) {
      return known;
    }
    if (fresh.side() == Side.PAYER) {
      requireRoom(fresh);
    }
    RequestHappenings.noted(fresh).ifPresent(outbox::put);
    return put(fresh, fresh.stage(), fresh.told(), fresh.sent(), fresh.note(), fresh.changedAt());
  }

  private void requireRoom(Request fresh) {
    Predicate<Request> ofBank = each -> each.peer().equals(fresh.peer());
    String today = fresh.peer() + " " + fresh.createdAt().atOffset(ZoneOffset.UTC).toLocalDate();
    if (undecided(ofBank) >= limits.undecided()
        || undecided(ofBank.and(each -> each.terms().payer().equals(fresh.terms().payer())))
            >= limits.undecidedOfPayer()
        || asked.getOrDefault(today, 0) >= limits.perDay()) {
      throw Problem.of(ErrorCode.PAYER_ASKED_TOO_OFTEN).exception();
    }
    asked.merge(today, 1, Integer::sum);
  }

  @Override
  public synchronized int forget(Instant before) {
    List<PaymentId> old =
        requests.values().stream()
            .filter(each -> each.stage().isEnd() && each.told())
            .filter(each -> each.changedAt().isBefore(before))
            .map(Request::id)
            .limit(FORGOTTEN_MAX)
            .toList();
    old.forEach(requests::remove);
    old.forEach(rests::remove);
    return old.size();
  }

  private long undecided(Predicate<Request> of) {
    return requests.values().stream()
        .filter(each -> each.side() == Side.PAYER && !each.stage().isEnd())
        .filter(of)
        .count();
  }

  private Request put(Request now, Stage stage, boolean told, boolean sent, Note note, Instant at) {
    var next =
        new Request(
            now.side(),
            now.id(),
            now.peer(),
            now.terms(),
            stage,
            now.createdAt(),
            at,
            ++position,
            told,
            sent,
            note);
    if (now.stage() != stage || now.position() == 0) {
      rests.put(now.id(), new Rest(now.due(stage, at), 0));
    }
    requests.put(now.id(), next);
    return next;
  }

  @Override
  public synchronized Optional<Request> find(PaymentId id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public synchronized List<Request> due(Instant now) {
    var ofPeer = new HashMap<NodeId, Integer>();
    return requests.values().stream()
        .filter(each -> isLeft(each, now) && !rest(each).until().isAfter(now))
        .sorted(
            Comparator.comparing((Request each) -> rest(each).until())
                .thenComparing(each -> each.id().value()))
        .filter(each -> ofPeer.merge(each.peer(), 1, Integer::sum) <= DUE_PER_BANK_MAX)
        .limit(DUE_MAX)
        .toList();
  }

  private Rest rest(Request request) {
    return Objects.requireNonNull(rests.get(request.id()));
  }

  /// Whether nothing is left to do now, also of what rests.
  synchronized boolean isIdle(Instant now) {
    return requests.values().stream().noneMatch(each -> isLeft(each, now));
  }

  private static boolean isLeft(Request each, Instant now) {
    return switch (each.stage()) {
      case ORDERED, CANCELLING, AWAITING_APPROVAL, ACCEPTED -> true;
      case OPEN -> !each.due(Stage.OPEN, now).isAfter(now);
      case PAID, REFUSED, CANCELLED, EXPIRED -> !each.told();
    };
  }

  @Override
  public synchronized void tried(PaymentId id, Instant at) {
    Rest now = rest(find(id).orElseThrow());
    Duration longer = REST_MIN.multipliedBy(1L << Math.min(now.tries(), 16));
    Duration most =
        find(id).orElseThrow().stage() == Stage.AWAITING_APPROVAL ? APPROVAL_REST_MAX : REST_MAX;
    Instant until = at.plus(longer.compareTo(most) < 0 ? longer : most);
    rests.put(id, new Rest(until.isAfter(now.until()) ? until : now.until(), now.tries() + 1));
  }

  @Override
  public synchronized Part changedAfter(Wanted wanted, long after, int limit) {
    List<Request> found =
        requests.values().stream()
            .filter(each -> each.position() > after)
            .filter(wanted::means)
            .sorted(Comparator.comparingLong(Request::position))
            .limit(limit)
            .toList();
    return new Part(found, found.isEmpty() ? after : found.getLast().position());
  }

  @Override
  public synchronized Map<Side, Long> undecided() {
    return requests.values().stream()
        .filter(each -> !each.stage().isEnd())
        .collect(Collectors.groupingBy(Request::side, Collectors.counting()));
  }

  @Override
  public synchronized Request move(PaymentId id, Set<Stage> from, Change change, Instant at) {
    Request now = find(id).orElseThrow();
    if (!from.contains(now.stage())) {
      return now;
    }
    Request moved =
        put(now, change.to(), change.told(), now.sent() || change.sent(), change.note(), at);
    RequestHappenings.moved(now, moved, change.code()).forEach(outbox::put);
    return moved;
  }
}

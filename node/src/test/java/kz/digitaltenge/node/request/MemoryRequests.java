package kz.digitaltenge.node.request;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;

/// Requests in memory, for simulations: what is written survives every crash.
final class MemoryRequests implements RequestBook {
  private final Map<PaymentId, Request> requests = new LinkedHashMap<>();
  private long position;

  @Override
  public synchronized Request add(Request fresh) {
    Request known = requests.get(fresh.id());
    if (known != null) {
      return known;
    }
    if (fresh.side() == Side.PAYER
        && (undecided(each -> each.peer().equals(fresh.peer())) >= UNDECIDED_PER_BANK_MAX
            || undecided(each -> each.terms().payer().equals(fresh.terms().payer()))
                >= UNDECIDED_PER_PAYER_MAX)) {
      throw Problem.of(ErrorCode.PAYER_ASKED_TOO_OFTEN).exception();
    }
    return put(fresh, fresh.stage(), fresh.told(), fresh.note(), fresh.changedAt());
  }

  private long undecided(Predicate<Request> of) {
    return requests.values().stream()
        .filter(each -> each.side() == Side.PAYER && !each.stage().isEnd())
        .filter(of)
        .count();
  }

  private Request put(Request now, Stage stage, boolean told, String note, Instant at) {
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
            note);
    requests.put(now.id(), next);
    return next;
  }

  @Override
  public synchronized Optional<Request> find(PaymentId id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public synchronized List<Request> due(Instant now) {
    return requests.values().stream()
        .filter(
            each ->
                switch (each.stage()) {
                  case ORDERED, CANCELLING, ACCEPTED -> true;
                  case OPEN ->
                      !each.told()
                          || !now.isBefore(
                              each.side() == Side.PAYER
                                  ? each.terms().expiresAt()
                                  : each.terms().expiresAt().plus(GRACE));
                  case PAID, REFUSED, CANCELLED, EXPIRED -> !each.told();
                })
        .toList();
  }

  @Override
  public synchronized List<Request> changedAfter(long after, int limit) {
    return requests.values().stream()
        .filter(each -> each.position() > after)
        .sorted(Comparator.comparingLong(Request::position))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Request move(PaymentId id, Set<Stage> from, Change change, Instant at) {
    Request now = find(id).orElseThrow();
    return from.contains(now.stage())
        ? put(now, change.to(), change.told(), change.note(), at)
        : now;
  }
}

package kz.digitaltenge.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.StandingOrderLine;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.operator.StandingOrderSearch;
import kz.digitaltenge.api.operator.StandingOrderWish;
import kz.digitaltenge.ledger.Amount;

/// Standing orders in memory, without rules: what the node decides is tested there.
final class FakeStandingOrders implements StandingOrderOperations {
  private static final Instant AT = Instant.parse("2026-05-29T07:00:00Z");

  private final ConcurrentSkipListMap<String, StandingOrderWish> wishes =
      new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, String> states = new ConcurrentSkipListMap<>();

  final List<StandingOrderSearch> searches = new CopyOnWriteArrayList<>();

  @Override
  public StandingOrderLine begin(StandingOrderWish wish, long evidence) {
    wishes.put(wish.id(), wish);
    return standingOrder(wish.id());
  }

  @Override
  public StandingOrderLine standingOrder(String id) {
    return line(id, states.getOrDefault(id, "ACTIVE"));
  }

  /// In one part; filters are only noted.
  @Override
  public ListPart<StandingOrderLine> standingOrders(
      StandingOrderSearch search, long before, int limit) {
    searches.add(search);
    return new ListPart<>(
        wishes.keySet().stream().limit(limit).map(this::standingOrder).toList(),
        OptionalLong.empty());
  }

  /// One that was refused.
  @Override
  public List<StandingOrderLine.Execution> executions(String id, int after, int limit) {
    var _ = standingOrder(id);
    var execution =
        new StandingOrderLine.Execution(
            after + 1,
            LocalDate.of(2026, 6, 1),
            AT,
            "standing-1",
            "FAILED",
            25,
            Optional.empty(),
            Optional.of(AT),
            Optional.empty(),
            Optional.of(Problem.of(ErrorCode.PAYEE_NOT_FOUND)));
    return List.of(execution);
  }

  /// One decision is enough.
  @Override
  public ApprovalLine decide(ApprovalOrder order, long evidence) {
    var _ = changed(order.id(), "ACTIVE");
    return approval(order.id());
  }

  @Override
  public ApprovalLine approval(String id) {
    boolean isApproved = states.containsKey(standingOrder(id).id());
    return new ApprovalLine(
        id,
        isApproved ? FiledLine.State.APPROVED : FiledLine.State.AWAITING_APPROVAL,
        1,
        List.of(),
        isApproved ? List.of() : List.of("director", "accountant"),
        AT,
        AT,
        AT,
        Note.NONE,
        "yes to " + id,
        "no to " + id);
  }

  @Override
  public StandingOrderLine pause(String id) {
    return changed(id, "PAUSED");
  }

  @Override
  public StandingOrderLine resume(String id) {
    return changed(id, "ACTIVE");
  }

  @Override
  public StandingOrderLine cancel(String id) {
    return changed(id, "CANCELLED");
  }

  private StandingOrderLine changed(String id, String state) {
    var _ = standingOrder(id);
    states.put(id, state);
    return standingOrder(id);
  }

  private StandingOrderLine line(String id, String state) {
    StandingOrderWish wish = wishes.get(id);
    if (wish == null) {
      throw Problem.of(ErrorCode.UNKNOWN_STANDING_ORDER, "order", id, "bank", "HSBKKZKX")
          .exception();
    }
    return new StandingOrderLine(
        id,
        1,
        wish.payer(),
        wish.account(),
        wish.alias(),
        Amount.parse(wish.amount()),
        wish.currency(),
        wish.purpose(),
        wish.when(),
        state,
        state.equals("ACTIVE") ? Optional.of(AT) : Optional.empty(),
        AT,
        AT,
        7);
  }
}

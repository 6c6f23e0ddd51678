package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterLine;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.api.operator.RegisterUpload;
import kz.digitaltenge.ledger.Amount;

/// Registers in memory, without rules: what the node decides is tested there.
final class FakeRegisters implements RegisterOperations {
  private static final Instant AT = Instant.parse("2026-05-29T07:00:00Z");

  private final ConcurrentSkipListMap<String, RegisterOrder> orders = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, FiledLine.Decision> decisions =
      new ConcurrentSkipListMap<>();

  final List<RegisterSearch> searches = new CopyOnWriteArrayList<>();

  RegisterOrder order(String id) {
    return Objects.requireNonNull(orders.get(id));
  }

  @Override
  public RegisterUpload upload(RegisterOrder order, long evidence) {
    if (!order.faults().isEmpty()) {
      return new RegisterUpload.Refused(
          Problem.of(
              ErrorCode.REGISTER_REFUSED, "register", order.id(), "faults", order.faults().size()),
          order.faults());
    }
    if (order.total().isEmpty()) {
      return new RegisterUpload.Refused(
          Problem.of(ErrorCode.REGISTER_REFUSED, "register", order.id(), "faults", 1), List.of());
    }
    orders.put(order.id(), order);
    return new RegisterUpload.Taken(register(order.id()));
  }

  @Override
  public RegisterLine register(String id) {
    RegisterOrder order = orders.get(id);
    if (order == null) {
      throw Problem.of(ErrorCode.UNKNOWN_REGISTER, "register", id, "bank", "HSBKKZKX").exception();
    }
    int all = order.rows().size();
    boolean isChecking = id.startsWith("checking");
    return new RegisterLine(
        id,
        1,
        order.payer(),
        order.currency(),
        Amount.parse(order.total()),
        Amount.ZERO,
        isChecking ? "CHECKING" : "PAYING",
        new RegisterLine.Counts(all, all, 0, 0, 0),
        isChecking ? OptionalInt.of(1) : OptionalInt.empty(),
        AT,
        AT,
        Optional.empty(),
        id.startsWith("unapproved")
            ? Optional.of(Problem.of(ErrorCode.REGISTER_NOT_APPROVED, "register", id))
            : Optional.empty(),
        7);
  }

  /// The first of them has the highest number; filters are only noted.
  @Override
  public ListPart<RegisterLine> registers(RegisterSearch search, long before, int limit) {
    searches.add(search);
    List<String> ids = List.copyOf(orders.keySet());
    int from = before == ListPart.NEWEST ? 0 : ids.size() - (int) before;
    List<String> page = ids.stream().skip(from).limit(limit).toList();
    int left = ids.size() - from - page.size();
    return new ListPart<>(
        page.stream().map(this::register).toList(),
        left > 0 ? OptionalLong.of(left) : OptionalLong.empty());
  }

  /// Each was refused.
  @Override
  public List<PayoutLine> payouts(String id, String state, int after, int limit) {
    var _ = register(id);
    List<RegisterOrder.Row> rows = order(id).rows();
    return rows.subList(after, Math.min(rows.size(), after + limit)).stream()
        .map(row -> line(rows.indexOf(row) + 1, row))
        .toList();
  }

  private static PayoutLine line(int place, RegisterOrder.Row row) {
    return new PayoutLine(
        place,
        row.line(),
        "register-" + place,
        row.account(),
        row.alias(),
        Amount.parse(row.amount()),
        row.purpose(),
        "REFUSED",
        Optional.empty(),
        Optional.empty(),
        Optional.of(new RegisterFault(0, "", Problem.of(ErrorCode.PAYEE_NOT_FOUND)).problem()));
  }

  /// One decision is enough.
  @Override
  public ApprovalLine decide(ApprovalOrder order, long evidence) {
    var _ = register(order.id());
    decisions.put(
        order.id(),
        new FiledLine.Decision(
            order.signatory(), order.decision(), 1, AT, order.signature(), evidence));
    return approval(order.id());
  }

  @Override
  public ApprovalLine approval(String id) {
    var _ = register(id);
    FiledLine.Decision decision = decisions.get(id);
    return new ApprovalLine(
        id,
        decision == null ? FiledLine.State.AWAITING_APPROVAL : FiledLine.State.APPROVED,
        1,
        decision == null ? List.of() : List.of(decision),
        decision == null ? List.of("director", "accountant") : List.of(),
        AT,
        AT,
        AT,
        Note.NONE,
        "yes to " + id,
        "no to " + id);
  }

  @Override
  public RegisterLine cancel(String id) {
    return register(id);
  }
}

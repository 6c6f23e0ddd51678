package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.operator.TypedText;

/// Mandates of a bank without a ledger: whatever mandate is wished for of an account that is there
/// is taken, two decisions pay or end a payment, and nobody looks at signatures.
final class FakeMandates implements MandateOperations {
  private static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");

  private final Map<String, List<MandateLine>> mandates = new LinkedHashMap<>();
  private final Map<String, FiledLine> filed = new LinkedHashMap<>();
  private final Consumer<String> accounts;

  /// @param accounts refuses one that is not there
  FakeMandates(Consumer<String> accounts) {
    this.accounts = accounts;
  }

  @Override
  public synchronized MandateLine changeMandate(MandateOrder order, long evidence) {
    accounts.accept(order.account());
    List<MandateLine> versions = mandates.computeIfAbsent(order.account(), _ -> new ArrayList<>());
    var line =
        new MandateLine(
            order.account(),
            versions.size() + 1,
            order.signatories(),
            Integer.parseInt(order.required()),
            order.roles(),
            order.tiers().stream()
                .map(
                    tier ->
                        new MandateLine.Tier(
                            TypedText.amount(tier.above()), Integer.parseInt(tier.required())))
                .toList(),
            order.reason(),
            NOON,
            evidence);
    versions.add(line);
    return line;
  }

  @Override
  public synchronized MandateLine endMandate(String account, String reason, long evidence) {
    accounts.accept(account);
    List<MandateLine> versions = mandates.computeIfAbsent(account, _ -> new ArrayList<>());
    var line =
        new MandateLine(
            account,
            versions.size() + 1,
            List.of(),
            0,
            List.of(),
            List.of(),
            reason,
            NOON,
            evidence);
    versions.add(line);
    return line;
  }

  @Override
  public synchronized List<MandateLine> mandates(String account) {
    accounts.accept(account);
    return List.copyOf(mandates.getOrDefault(account, List.of()));
  }

  @Override
  public synchronized Optional<FiledLine> file(PayOrder order, long evidence) {
    if (!mandates.containsKey(order.payer())) {
      return Optional.empty();
    }
    return Optional.of(
        filed.computeIfAbsent(
            order.payment(),
            id ->
                new FiledLine(
                    id,
                    order.payer(),
                    order.payee(),
                    order.legs(),
                    Optional.empty(),
                    amount(order),
                    order.currency(),
                    order.remittance(),
                    State.AWAITING_APPROVAL,
                    2,
                    List.of(),
                    NOON,
                    NOON,
                    NOON,
                    Optional.empty(),
                    Note.NONE,
                    "yes to " + id,
                    "no to " + id,
                    evidence)));
  }

  private static Amount amount(PayOrder order) {
    return order.legs().isEmpty()
        ? TypedText.amount(order.amount())
        : order.legs().stream()
            .map(leg -> TypedText.amount(leg.amount()))
            .reduce(Amount.ZERO, Amount::plus);
  }

  @Override
  public synchronized FiledLine filed(String payment) {
    FiledLine known = filed.get(payment);
    if (known == null) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", payment, "bank", "HSBKKZKX")
          .exception();
    }
    return known;
  }

  @Override
  public synchronized FiledLine decide(ApprovalOrder order, long evidence) {
    FiledLine known = filed(order.id());
    var decisions = new ArrayList<>(known.decisions());
    decisions.add(
        new FiledLine.Decision(
            order.signatory(), order.decision(), 1, NOON, order.signature(), evidence));
    boolean isOver = decisions.size() == 2;
    State ended = order.decision().equals("APPROVE") ? State.PAID : State.REFUSED;
    return put(known, isOver ? ended : known.state(), decisions, isOver ? "decided" : "");
  }

  @Override
  public synchronized FiledLine withdraw(String payment, String reason) {
    return put(filed(payment), State.WITHDRAWN, List.of(), reason);
  }

  @Override
  public synchronized List<FiledLine> waitingAfter(String payment, int limit) {
    return filed.values().stream()
        .filter(line -> line.state() == State.AWAITING_APPROVAL)
        .filter(line -> line.payment().compareTo(payment) > 0)
        .limit(limit)
        .toList();
  }

  private FiledLine put(
      FiledLine line, State state, List<FiledLine.Decision> decisions, String note) {
    var next =
        new FiledLine(
            line.payment(),
            line.payer(),
            line.payee(),
            line.legs(),
            line.refundOf(),
            line.amount(),
            line.currency(),
            line.remittance(),
            state,
            line.required(),
            decisions,
            line.filedAt(),
            line.until(),
            line.changedAt(),
            line.transaction(),
            Note.of(note),
            line.approve(),
            line.refuse(),
            line.evidence());
    filed.put(line.payment(), next);
    return next;
  }
}

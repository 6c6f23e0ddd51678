package kz.digitaltenge.node.refund;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.refund.Refund.Stage;

/// Refunds in memory, for simulations: what is written survives every crash.
final class MemoryRefunds implements RefundBook {
  private final Map<PaymentId, Refund> refunds = new LinkedHashMap<>();

  @Override
  public synchronized Refund begin(
      PaymentId id, Payment payment, Optional<Amount> amount, Instant at) {
    Refund known = refunds.get(id);
    if (known != null) {
      return known;
    }
    Amount left = payment.amount();
    for (Refund each : refunds.values()) {
      if (each.of().equals(payment.transaction())
          && each.account().equals(payment.account())
          && each.stage() != Stage.REFUSED) {
        left = left.minus(each.amount());
      }
    }
    Amount wanted = amount.orElse(left);
    if (wanted.compareTo(left) > 0 || !wanted.isPositive()) {
      throw PostgresRefunds.exceeds(payment.id(), left, wanted);
    }
    var refund =
        new Refund(
            id,
            payment.id(),
            payment.transaction(),
            payment.account(),
            wanted,
            Stage.ORDERED,
            at,
            at,
            Optional.empty(),
            Note.NONE);
    refunds.put(id, refund);
    return refund;
  }

  @Override
  public synchronized Optional<Refund> find(PaymentId id) {
    return Optional.ofNullable(refunds.get(id));
  }

  @Override
  public synchronized List<Refund> ofPayment(PaymentId payment) {
    return refunds.values().stream().filter(each -> each.payment().equals(payment)).toList();
  }

  @Override
  public synchronized ListPart<Refund> find(Wanted wanted, long before, int limit) {
    var all = List.copyOf(refunds.values());
    var found = new ArrayList<Refund>();
    int number = (int) Math.min(before, all.size());
    while (number > 0 && found.size() < limit) {
      Refund each = all.get(--number);
      if (wanted.stage().filter(stage -> stage != each.stage()).isEmpty()
          && wanted.from().filter(each.requestedAt()::isBefore).isEmpty()
          && wanted.until().filter(until -> !each.requestedAt().isBefore(until)).isEmpty()) {
        found.add(each);
      }
    }
    return new ListPart<>(found, number > 0 ? OptionalLong.of(number) : OptionalLong.empty());
  }

  @Override
  public synchronized List<Refund> open() {
    return refunds.values().stream().filter(each -> each.stage() == Stage.ORDERED).toList();
  }

  @Override
  public synchronized Refund move(PaymentId id, Change change, Instant at) {
    return refunds.compute(
        id, (_, now) -> now.stage() == Stage.ORDERED ? moved(now, change, at) : now);
  }

  private static Refund moved(Refund now, Change change, Instant at) {
    Optional<TransactionId> transaction = change.transaction();
    return new Refund(
        now.id(),
        now.payment(),
        now.of(),
        now.account(),
        now.amount(),
        change.to(),
        now.requestedAt(),
        at,
        transaction,
        change.note());
  }
}

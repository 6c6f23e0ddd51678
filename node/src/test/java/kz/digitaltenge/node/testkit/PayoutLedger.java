package kz.digitaltenge.node.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Payments as a node makes them: what was paid is known by its id for good, and what was refused
/// may be asked for again. Beneath that, what was moved is counted without any memory of ids.
public final class PayoutLedger implements PaymentService {
  private final Map<PaymentId, PaymentOrder> paid = new ConcurrentHashMap<>();
  private final Map<AccountId, Long> moved = new ConcurrentHashMap<>();

  /// What stands in a payment's way.
  public volatile Function<PaymentOrder, Optional<PaymentResult>> trouble = _ -> Optional.empty();

  public Amount received(AccountId account) {
    return Amount.ofTiyn(moved.getOrDefault(account, 0L));
  }

  /// Everything that was ever moved.
  public Amount all() {
    return Amount.ofTiyn(moved.values().stream().mapToLong(Long::longValue).sum());
  }

  /// What some payments moved.
  public Amount movedBy(Set<PaymentId> payments) {
    return payments.stream()
        .flatMap(id -> Optional.ofNullable(paid.get(id)).stream())
        .map(PaymentOrder::amount)
        .reduce(Amount.ZERO, Amount::plus);
  }

  public int payments() {
    return paid.size();
  }

  public static PaymentResult refused(PaymentOrder order, Problem problem) {
    return new PaymentResult.Refused(order.id(), problem);
  }

  public static PaymentResult pending(PaymentOrder order) {
    return new PaymentResult.Pending(
        order.id(),
        transaction(order),
        Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()));
  }

  @Override
  public PaymentResult pay(PaymentOrder order) {
    Optional<PaymentResult> ended = trouble.apply(order);
    if (ended.isPresent()) {
      return ended.get();
    }
    PaymentOrder earlier = paid.putIfAbsent(order.id(), order);
    if (earlier == null) {
      order.legs().forEach(leg -> moved.merge(leg.payee(), leg.amount().tiyn(), Long::sum));
    } else if (!earlier.equals(order)) {
      return refused(order, Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()));
    }
    return new PaymentResult.Final(order.id(), transaction(order), 1, Instant.EPOCH);
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return Optional.ofNullable(paid.get(order.id()))
        .map(_ -> new PaymentResult.Final(order.id(), transaction(order), 1, Instant.EPOCH));
  }

  private static TransactionId transaction(PaymentOrder order) {
    return new TransactionId(Hash.sha256(order.id().value().getBytes(US_ASCII)));
  }
}

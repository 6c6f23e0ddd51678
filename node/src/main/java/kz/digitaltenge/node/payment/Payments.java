package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;

/// Pays, once per payment id, whatever happens in between (S08).
///
/// How it works: a payment is tried in numbered attempts. An attempt that was committed is the only
/// one until the notary says void or never; then, and only then, the next one may begin. The vault
/// refuses a second commit of an attempt, so two processes or a forgetful client cannot pay twice.
final class Payments implements PaymentService {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS_PER_ORDER = 3;

  private final NodeParts parts;
  private final TransactionFlow flow;
  private final PaymentPlans plans;
  private final ConcurrentHashMap<PaymentId, Running> running = new ConcurrentHashMap<>();

  private record Running(PaymentOrder order, CompletableFuture<PaymentResult> result) {}

  Payments(NodeParts parts, TransactionFlow flow, PaymentPlans plans) {
    this.parts = parts;
    this.flow = flow;
    this.plans = plans;
  }

  @Override
  public PaymentResult pay(PaymentOrder order) {
    Optional<Problem> problem = check(order);
    if (problem.isPresent()) {
      return new PaymentResult.Refused(order.id(), problem.get());
    }
    var mine = new Running(order, new CompletableFuture<>());
    Running other = running.putIfAbsent(order.id(), mine);
    if (other != null) {
      return join(order, other);
    }
    try {
      PaymentResult result = attempts(order);
      mine.result.complete(result);
      return result;
    } catch (RuntimeException e) {
      PaymentResult result = failed(order, e);
      mine.result.complete(result);
      return result;
    } finally {
      running.remove(order.id(), mine);
    }
  }

  /// Whether no payment runs now.
  boolean isIdle() {
    return running.isEmpty();
  }

  /// Goes on with what a crash interrupted.
  void resume(CommittedTransaction committed) {
    flow.followOn(committed, new CompletableFuture<>());
  }

  private Optional<Problem> check(PaymentOrder order) {
    if (!order.amount().isPositive()) {
      return Optional.of(Problem.of(ErrorCode.NON_POSITIVE_AMOUNT, "amount", order.amount()));
    }
    if (order.payer().equals(order.payee())) {
      return Optional.of(Problem.of(ErrorCode.SELF_PAYMENT, "account", order.payer()));
    }
    if (parts.names().apply(order.payer()).isEmpty()) {
      return Optional.of(
          Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", order.payer(), "bank", parts.self()));
    }
    var parameters = parts.network().get().current();
    if (parameters.terms(order.holding().asset()).isEmpty()) {
      String expected = parameters.assets().getFirst().asset().code();
      return Optional.of(
          Problem.of(
              ErrorCode.WRONG_CURRENCY,
              "currency",
              order.holding().asset().code(),
              "expected",
              expected));
    }
    return Optional.empty();
  }

  private PaymentResult join(PaymentOrder order, Running other) {
    if (!other.order.equals(order)) {
      return reused(order);
    }
    try {
      return parts.tasks().await(other.result, PATIENCE);
    } catch (PlatformException e) {
      return new PaymentResult.Refused(order.id(), e.problem());
    }
  }

  private PaymentResult attempts(PaymentOrder order) {
    Optional<PaymentResult> result = Optional.empty();
    int attempt = 1;
    for (int tries = 0; result.isEmpty() && tries < ATTEMPTS_PER_ORDER; tries++) {
      try {
        result = attempt(order, attempt, tries == ATTEMPTS_PER_ORDER - 1);
        attempt++;
      } catch (VaultException e) {
        if (e.reason() != VaultException.Reason.ATTEMPT_TAKEN) {
          throw e;
        }
        // The payment has a past: its newest attempt decides whether there is anything left to do.
        List<KnownTransaction> attempts =
            parts.tasks().await(parts.vault().attempts(order.id()), PATIENCE);
        result = earlier(order, attempts.getLast());
        attempt = committed(attempts.getLast()).attempt() + 1;
      }
    }
    return result.orElseGet(
        () -> new PaymentResult.Refused(order.id(), Problem.of(ErrorCode.TOKEN_SPENT)));
  }

  /// One attempt; empty when it ended without moving anything and another may be made.
  private Optional<PaymentResult> attempt(PaymentOrder order, int attempt, boolean last) {
    Participant payeeNode = plans.route(order.payee());
    PaymentPlans.PayeeTerms terms = plans.terms(order, attempt, payeeNode);
    Reservation reservation = plans.reserve(order);
    TransactionPlan plan;
    try {
      plan = plans.payment(order, attempt, reservation, payeeNode.node(), terms);
    } catch (RuntimeException e) {
      parts.purse().release(reservation);
      throw e;
    }
    CommittedTransaction committed = flow.commit(plan, Optional.of(reservation));
    Optional<Ending> ending = flow.follow(committed, PATIENCE, new CompletableFuture<>());
    return ending.isEmpty()
        ? Optional.of(pending(order, committed.id()))
        : result(order, committed.id(), ending.get(), last);
  }

  private static Optional<PaymentResult> result(
      PaymentOrder order, TransactionId id, Ending ending, boolean last) {
    return switch (ending) {
      case Ending.Final(FinalityProof proof) -> Optional.of(settled(order, id, proof));
      case Ending.Voided voided ->
          last || voided.outcome().reason() == VoidReason.BLOCKED
              ? Optional.of(refused(order, voided.outcome().reason()))
              : Optional.empty();
      case Ending.Never() ->
          last ? Optional.of(refused(order, VoidReason.VOIDED_BY_CUSTODIAN)) : Optional.empty();
    };
  }

  /// What an attempt of an earlier call, perhaps of an earlier process, says about this order.
  private Optional<PaymentResult> earlier(PaymentOrder order, KnownTransaction known) {
    VaultRecord.Committed record = committed(known);
    boolean same =
        record.payer().equals(order.payer())
            && record.payee().equals(order.payee().value())
            && record.holding().equals(order.holding())
            && record.amount().equals(order.amount());
    if (!same) {
      return Optional.of(reused(order));
    }
    if (known.settlement().isEmpty()) {
      return resumed(order, record);
    }
    Settlement settlement = known.settlement().get();
    return switch (settlement.outcome()) {
      case FINAL ->
          Optional.of(
              new PaymentResult.Final(
                  order.id(), known.id(), settlement.position(), settlement.logTime()));
      case VOID, NEVER -> Optional.empty();
    };
  }

  private Optional<PaymentResult> resumed(PaymentOrder order, VaultRecord.Committed record) {
    var committed = CommittedTransaction.of(record);
    Optional<Ending> ending = flow.follow(committed, PATIENCE, new CompletableFuture<>());
    return ending.isEmpty()
        ? Optional.of(pending(order, record.id()))
        : result(order, record.id(), ending.get(), false);
  }

  private static VaultRecord.Committed committed(KnownTransaction known) {
    return known.committed().orElseThrow();
  }

  private static PaymentResult settled(PaymentOrder order, TransactionId id, FinalityProof proof) {
    return new PaymentResult.Final(order.id(), id, proof.position(), proof.decision().logTime());
  }

  private static PaymentResult pending(PaymentOrder order, TransactionId id) {
    return new PaymentResult.Pending(
        order.id(), id, Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()));
  }

  private static PaymentResult refused(PaymentOrder order, VoidReason reason) {
    return new PaymentResult.Refused(
        order.id(), Problem.of(ErrorCode.PAYMENT_VOID, "reason", reason));
  }

  private static PaymentResult reused(PaymentOrder order) {
    return new PaymentResult.Refused(
        order.id(), Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()));
  }

  private PaymentResult failed(PaymentOrder order, RuntimeException e) {
    if (e instanceof VaultException vault) {
      return new PaymentResult.Refused(order.id(), VaultProblems.of(vault, parts.self()));
    }
    return new PaymentResult.Refused(order.id(), Problem.behind(e, "node " + parts.self()));
  }
}

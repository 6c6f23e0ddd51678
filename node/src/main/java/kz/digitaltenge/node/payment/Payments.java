package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.node.payment.OpenTransactions.Open;
import kz.digitaltenge.node.payment.TransactionFlow.Progress;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;

/// Pays, once per payment id, whatever happens in between (S08); several payees at once or none.
///
/// How it works: a payment is tried in numbered attempts. An attempt that was committed is the only
/// one until the notary says void or never; then, and only then, the next one may begin. The vault
/// refuses a second commit of an attempt, so two processes or a forgetful client cannot pay twice.
/// To save a read, the vault is asked about the past only when that is needed: when it refuses a
/// commit, and before the client is told that nothing moved.
final class Payments implements PaymentService {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
  private static final int ATTEMPTS_PER_ORDER = 3;

  /// Payments carried out at once, some for a second of what one bank can do. More would not be
  /// done sooner: they would wait for tokens, change and the disk, and make all the others wait.
  static final int AT_ONCE_MAX = 512;

  private final NodeParts parts;
  private final OpenTransactions transactions;
  private final TransactionFlow flow;
  private final PaymentPlans plans;
  private final Reservations reservations;
  private final WaysOut waysOut;
  private final RecentPayments recent = new RecentPayments();
  private final ConcurrentHashMap<PaymentId, Running> running = new ConcurrentHashMap<>();

  private record Running(PaymentOrder order, CompletableFuture<PaymentResult> result) {}

  /// What an attempt came to.
  ///
  /// @param again whether the next one may begin: this one moved nothing and never will
  private record Attempted(int number, PaymentResult result, boolean again) {}

  Payments(
      NodeParts parts,
      OpenTransactions transactions,
      TransactionFlow flow,
      PaymentPlans plans,
      Reservations reservations) {
    this.parts = parts;
    this.transactions = transactions;
    this.flow = flow;
    this.plans = plans;
    this.reservations = reservations;
    this.waysOut = new WaysOut(parts.blocks(), parts.self());
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
      if (running.size() > AT_ONCE_MAX) {
        throw full();
      }
      PaymentResult result = attempts(order);
      mine.result.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      mine.result.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(order.id(), mine);
    }
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    Running now = running.get(order.id());
    return now == null
        ? pastOrUnknown(order).map(Attempted::result)
        : Optional.of(join(order, now));
  }

  private static PlatformException full() {
    return Problem.of(ErrorCode.OVERLOADED, "queue", "The line of payments", "limit", AT_ONCE_MAX)
        .exception();
  }

  /// Whether no payment runs now.
  boolean isIdle() {
    return running.isEmpty();
  }

  private Optional<Problem> check(PaymentOrder order) {
    Optional<Problem> problem = LegRules.check(order);
    if (problem.isPresent()) {
      return problem;
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

  /// Waits for what another caller with the same order is told.
  private PaymentResult join(PaymentOrder order, Running other) {
    return other.order.equals(order) ? parts.tasks().await(other.result, PATIENCE) : reused(order);
  }

  private PaymentResult attempts(PaymentOrder order) {
    try {
      Attempted last = known(order).orElseGet(() -> attempt(order, 1));
      for (int tries = 1; last.again && tries < ATTEMPTS_PER_ORDER; tries++) {
        last = attempt(order, last.number + 1);
      }
      recent.remember(order.id());
      return last.result;
    } catch (RuntimeException e) {
      return refused(order, e);
    }
  }

  /// What is known of the payment without asking the vault about every new one.
  private Optional<Attempted> known(PaymentOrder order) {
    return recent.contains(order.id())
        ? past(order)
        : transactions.find(order.id()).map(open -> joined(order, open));
  }

  private Attempted attempt(PaymentOrder order, int number) {
    try {
      return attempted(order, number, carryOut(order, number));
    } catch (VaultException e) {
      if (e.reason() != VaultException.Reason.ATTEMPT_TAKEN) {
        throw e;
      }
      return past(order).orElseThrow();
    }
  }

  private Progress carryOut(PaymentOrder order, int attempt) {
    try (AccountGuard.Permit permit = parts.guard().pay(order)) {
      Progress progress = permitted(order, attempt);
      progress.ending().ifPresentOrElse(ending -> tell(permit, ending), permit::undecided);
      return progress;
    }
  }

  private static void tell(AccountGuard.Permit permit, Ending ending) {
    switch (ending) {
      case Ending.Final _ -> permit.paid();
      case Ending.Voided _, Ending.Never _ -> {}
    }
  }

  private Progress permitted(PaymentOrder order, int attempt) {
    var nodes = new ArrayList<NodeId>(order.legs().size());
    if (order.refundOf().isEmpty()) {
      // Who may not send learns nothing of payees.
      waysOut.requireSending(order, Set.of());
    }
    for (Leg leg : order.legs()) {
      nodes.add(LegProblems.named(order.legs(), leg, () -> receiver(order, leg)));
    }
    if (order.refundOf().isPresent()) {
      waysOut.requireSending(order, Set.copyOf(nodes));
    }
    return toPayees(order, attempt, nodes, 0);
  }

  /// The node that serves a payee, when no block is in the way.
  private NodeId receiver(PaymentOrder order, Leg leg) {
    Participant payeeNode = plans.route(leg.payee());
    waysOut.requireReceiving(order, leg, payeeNode);
    return payeeNode.node();
  }

  /// Has the payees on us permitted, from one of them on, all until the end.
  private Progress toPayees(PaymentOrder order, int attempt, List<NodeId> nodes, int from) {
    int next = from;
    while (next < nodes.size() && !nodes.get(next).equals(parts.self())) {
      next++;
    }
    if (next == nodes.size()) {
      return toPayees(order, attempt, nodes);
    }
    Leg leg = order.legs().get(next);
    try (var _ =
        LegProblems.named(
            order.legs(),
            leg,
            () -> parts.guard().receive(leg.payee(), order.holding(), leg.amount()))) {
      return toPayees(order, attempt, nodes, next + 1);
    }
  }

  private Progress toPayees(PaymentOrder order, int attempt, List<NodeId> nodes) {
    List<PaymentPlans.PayeeTerms> terms = plans.terms(order, attempt, nodes);
    Reservation reservation = reservations.take(order);
    TransactionPlan plan;
    try {
      plan = plans.payment(order, attempt, reservation, nodes, terms);
    } catch (RuntimeException e) {
      parts.purse().release(reservation);
      throw e;
    }
    return flow.carryOut(plan, Optional.of(reservation), PATIENCE);
  }

  /// This call came to nothing. Whether nothing moved, only the payment's whole past can say.
  private PaymentResult refused(PaymentOrder order, RuntimeException failure) {
    return pastOrUnknown(order)
        .filter(earlier -> !earlier.again)
        .map(Attempted::result)
        .orElseGet(() -> new PaymentResult.Refused(order.id(), problem(failure)));
  }

  private Optional<Attempted> pastOrUnknown(PaymentOrder order) {
    try {
      return past(order);
    } catch (RuntimeException e) {
      throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()).exception(e);
    }
  }

  private Problem problem(RuntimeException failure) {
    return failure instanceof VaultException vault
        ? VaultProblems.of(vault, parts.self())
        : Problem.behind(failure, "node " + parts.self());
  }

  /// The newest attempt that was ever committed, by this process or another.
  private Optional<Attempted> past(PaymentOrder order) {
    Optional<Open> open = transactions.find(order.id());
    if (open.isPresent()) {
      return Optional.of(joined(order, open.get()));
    }
    List<KnownTransaction> attempts =
        parts.tasks().await(parts.vault().attempts(order.id()), READ_TIMEOUT);
    return attempts.isEmpty() ? Optional.empty() : Optional.of(earlier(order, attempts.getLast()));
  }

  private Attempted earlier(PaymentOrder order, KnownTransaction known) {
    VaultRecord.Committed record = known.committed().orElseThrow();
    if (!PaymentTerms.of(record).areMetBy(PaymentTerms.of(order))) {
      return new Attempted(record.attempt(), reused(order), false);
    }
    if (known.settlement().isEmpty()) {
      return joined(order, flow.resume(record));
    }
    Settlement end = known.settlement().get();
    return switch (end.outcome()) {
      case FINAL ->
          new Attempted(
              record.attempt(),
              new PaymentResult.Final(order.id(), known.id(), end.position(), end.logTime()),
              false);
      case VOID, NEVER -> new Attempted(record.attempt(), voided(order, end.outcome()), true);
    };
  }

  private Attempted joined(PaymentOrder order, Open open) {
    return open.terms().areMetBy(PaymentTerms.of(order))
        ? attempted(order, open.attempt(), flow.join(open, PATIENCE))
        : new Attempted(open.attempt(), reused(order), false);
  }

  private Attempted attempted(PaymentOrder order, int number, Progress progress) {
    if (progress.ending().isEmpty()) {
      return new Attempted(number, pending(order, progress.id()), false);
    }
    return switch (progress.ending().get()) {
      case Ending.Final(FinalityProof proof) ->
          new Attempted(number, settled(order, progress.id(), proof), false);
      case Ending.Voided voided -> {
        VoidReason reason = voided.outcome().reason();
        yield reason == VoidReason.BLOCKED
            ? new Attempted(number, blocked(order), false)
            : new Attempted(number, voided(order, reason), true);
      }
      case Ending.Never() -> new Attempted(number, voided(order, "its time window ended"), true);
    };
  }

  private static PaymentResult settled(PaymentOrder order, TransactionId id, FinalityProof proof) {
    return new PaymentResult.Final(order.id(), id, proof.position(), proof.decision().logTime());
  }

  private static PaymentResult pending(PaymentOrder order, TransactionId id) {
    return new PaymentResult.Pending(
        order.id(), id, Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()));
  }

  private static PaymentResult voided(PaymentOrder order, Object reason) {
    return new PaymentResult.Refused(
        order.id(), Problem.of(ErrorCode.PAYMENT_VOID, "reason", reason));
  }

  /// The notary goes by an order that may not have come here yet; then there is less to say.
  private PaymentResult blocked(PaymentOrder order) {
    Set<NodeId> payees =
        order.legs().stream()
            .map(leg -> plans.route(leg.payee()).node())
            .collect(Collectors.toUnmodifiableSet());
    Optional<Problem> sending = waysOut.sendingProblem(order, payees);
    return sending
        .or(() -> order.legs().stream().flatMap(leg -> receiving(order, leg).stream()).findFirst())
        .<PaymentResult>map(problem -> new PaymentResult.Refused(order.id(), problem))
        .orElseGet(() -> voided(order, VoidReason.BLOCKED));
  }

  private Optional<Problem> receiving(PaymentOrder order, Leg leg) {
    return waysOut
        .receivingProblem(order, leg, plans.route(leg.payee()))
        .map(problem -> order.isSplit() ? LegProblems.of(leg, problem) : problem);
  }

  private static PaymentResult reused(PaymentOrder order) {
    return new PaymentResult.Refused(
        order.id(), Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()));
  }
}

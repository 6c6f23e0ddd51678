package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;

/// Transactions of this node that are no payments of a customer, for the services that plan them:
/// the central bank's issues and redemptions. They keep the same rules and survive the same
/// crashes.
///
/// Blocking; any thread may call.
public final class Transactions {
  private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NodeParts parts;
  private final PaymentPlans plans;
  private final TransactionFlow flow;
  private final Reservations reservations;

  Transactions(
      NodeParts parts, PaymentPlans plans, TransactionFlow flow, Reservations reservations) {
    this.parts = parts;
    this.plans = plans;
    this.flow = flow;
    this.reservations = reservations;
  }

  /// Asks another node where one of its accounts is to be paid.
  public Prepared prepare(NodeId peer, PaymentId payment, int attempt, AccountId payee) {
    return parts
        .tasks()
        .await(parts.peers().prepare(peer, new Prepare(payment, attempt, payee)), PREPARE_TIMEOUT);
  }

  /// Takes tokens of an account of this node, as a payment does.
  public Reservation reserve(PaymentOrder order) {
    return reservations.take(order);
  }

  /// Gives tokens back that no plan uses.
  public void release(Reservation reservation) {
    parts.purse().release(reservation);
  }

  /// Own states as inputs of a plan.
  public List<TransactionPlan.Input> inputs(List<OwnState> states) {
    return plans.inputs(states);
  }

  /// Tokens for an account of this node, as outputs of a plan.
  public List<TransactionPlan.Output> tokens(
      AccountId account, Holding holding, List<Amount> amounts, PaymentId payment, int attempt) {
    return plans.own(account, holding, amounts, payment, attempt);
  }

  /// A state that this node keeps for itself, such as a register, as output of a plan.
  public TransactionPlan.Output kept(State state, AccountId account, KeyLabel label) {
    return plans.kept(state, account, label);
  }

  /// Carries out a plan and waits for its end.
  ///
  /// @param reservation the purse's tokens among the inputs
  /// @throws kz.digitaltenge.api.error.PlatformException when nothing moved, or when the outcome is
  ///   not known yet: the category tells
  public FinalityProof execute(TransactionPlan plan, Optional<Reservation> reservation) {
    Ending ending =
        flow.carryOut(plan, reservation, PATIENCE)
            .ending()
            .orElseThrow(
                () ->
                    Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", plan.payment())
                        .exception());
    return switch (ending) {
      case Ending.Final(FinalityProof proof) -> proof;
      case Ending.Voided voided -> throw voided(voided.outcome().reason()).exception();
      case Ending.Never() -> throw voided("its time window ended").exception();
    };
  }

  private static Problem voided(Object reason) {
    return Problem.of(ErrorCode.PAYMENT_VOID, "reason", reason);
  }
}

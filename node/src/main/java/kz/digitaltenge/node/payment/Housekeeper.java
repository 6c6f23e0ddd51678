package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.purse.Tidying;
import kz.digitaltenge.node.vault.Holding;

/// Merges small tokens and splits large ones of busy accounts, one transaction at a time, in idle
/// moments (A7). It takes its tokens through the same reservations as payments do and lets go of
/// them when a payment wants them.
final class Housekeeper {
  private static final System.Logger LOG = System.getLogger(Housekeeper.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NAME_SIZE_BYTES = 12;

  private final NodeParts parts;
  private final TransactionFlow flow;
  private final PaymentPlans plans;

  Housekeeper(NodeParts parts, TransactionFlow flow, PaymentPlans plans) {
    this.parts = parts;
    this.flow = flow;
    this.plans = plans;
  }

  /// Does the next useful thing; false when there is none.
  boolean tidyOnce() {
    if (parts.blocks().blocking(parts.self(), Scope.SEND).isPresent()) {
      return false;
    }
    PaymentId id = name();
    Optional<Tidying> tidying = parts.purse().tidy(id);
    tidying.ifPresent(
        each -> {
          TransactionPlan plan = plan(each, id);
          if (each.reservation().wanted()) {
            parts.purse().release(each.reservation());
          } else {
            carryOut(plan, each.reservation());
          }
        });
    return tidying.isPresent();
  }

  /// Merges the account's largest tokens now, because a payment needs more of them than one
  /// transaction can consume.
  void gather(AccountId account, Holding holding) {
    PaymentId id = name();
    parts
        .purse()
        .gather(account, holding, id)
        .ifPresent(tidying -> carryOut(plan(tidying, id), tidying.reservation()));
  }

  private PaymentId name() {
    return new PaymentId(
        "tidy-" + HexFormat.of().formatHex(parts.entropy().bytes(NAME_SIZE_BYTES)));
  }

  private TransactionPlan plan(Tidying tidying, PaymentId id) {
    try {
      return plans.housekeeping(tidying, id);
    } catch (RuntimeException e) {
      parts.purse().release(tidying.reservation());
      throw e;
    }
  }

  private void carryOut(TransactionPlan plan, Reservation reservation) {
    var _ = flow.carryOut(plan, Optional.of(reservation), PATIENCE);
    LOG.log(
        DEBUG,
        () -> "Tidied %d tokens into %d".formatted(plan.inputs().size(), plan.outputs().size()));
  }
}

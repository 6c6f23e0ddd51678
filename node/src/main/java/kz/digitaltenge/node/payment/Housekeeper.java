package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.purse.Tidying;

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
    var id =
        new PaymentId("tidy-" + HexFormat.of().formatHex(parts.entropy().bytes(NAME_SIZE_BYTES)));
    Optional<Tidying> tidying = parts.purse().tidy(id);
    tidying.ifPresent(each -> carryOut(each, id));
    return tidying.isPresent();
  }

  private void carryOut(Tidying tidying, PaymentId id) {
    Reservation reservation = tidying.reservation();
    TransactionPlan plan;
    try {
      plan = plans.housekeeping(tidying, id);
    } catch (RuntimeException e) {
      parts.purse().release(reservation);
      throw e;
    }
    if (reservation.wanted()) {
      parts.purse().release(reservation);
      return;
    }
    var _ = flow.carryOut(plan, Optional.of(reservation), PATIENCE);
    LOG.log(
        DEBUG,
        () -> "Tidied %d tokens into %d".formatted(plan.inputs().size(), plan.outputs().size()));
  }
}

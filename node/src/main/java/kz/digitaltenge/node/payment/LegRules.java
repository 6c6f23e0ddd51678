package kz.digitaltenge.node.payment;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Leg;

/// What can be said of an order's payees and amounts before anybody is asked.
public final class LegRules {
  private static final int DECIMALS = 2;

  private LegRules() {}

  /// Why an order can never be paid, whatever happens; empty when it may be.
  public static Optional<Problem> check(PaymentOrder order) {
    int count = order.legs().size();
    if (count < 1 || count > Leg.COUNT_MAX || (order.isSplit() && order.refundOf().isPresent())) {
      return Optional.of(
          Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "legs",
              "reason",
              "a payment has 1 to %d of them, a refund 1; here are %d"
                  .formatted(Leg.COUNT_MAX, count)));
    }
    long tiyn = 0;
    Set<AccountId> payees = new HashSet<>();
    for (Leg leg : order.legs()) {
      Optional<Problem> problem = check(order, leg, payees.add(leg.payee()));
      if (problem.isPresent()) {
        return order.isSplit() ? problem.map(found -> LegProblems.of(leg, found)) : problem;
      }
      tiyn += leg.amount().tiyn();
    }
    // Sixteen of the largest amounts fit a long.
    return tiyn > Amount.MAX_TIYN
        ? Optional.of(
            Problem.of(
                ErrorCode.AMOUNT_TOO_LARGE,
                "amount",
                BigDecimal.valueOf(tiyn, DECIMALS),
                "limit",
                Amount.ofTiyn(Amount.MAX_TIYN)))
        : Optional.empty();
  }

  private static Optional<Problem> check(PaymentOrder order, Leg leg, boolean isFirstToPayee) {
    if (!leg.amount().isPositive()) {
      return Optional.of(Problem.of(ErrorCode.NON_POSITIVE_AMOUNT, "amount", leg.amount()));
    }
    if (leg.payee().equals(order.payer())) {
      return Optional.of(Problem.of(ErrorCode.SELF_PAYMENT, "account", order.payer()));
    }
    return isFirstToPayee
        ? Optional.empty()
        : Optional.of(Problem.of(ErrorCode.PAYEE_REPEATED, "account", leg.payee()));
  }
}

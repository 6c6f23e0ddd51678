package kz.digitaltenge.node.operator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.LegProblems;
import kz.digitaltenge.node.vault.Leg;

/// Reads whom an order pays, as somebody typed it.
public final class TypedLegs {
  private TypedLegs() {}

  /// One leg for one payee, several for several.
  public static List<Leg> of(PayOrder order) {
    if (order.legs().isEmpty()) {
      AccountId payee = TypedText.account("payee", order.payee());
      return List.of(Leg.only(payee, TypedText.amount(order.amount())).telling(order.remittance()));
    }
    if (order.legs().size() < 2 || order.legs().size() > Leg.COUNT_MAX) {
      throw TypedText.malformed(
          "legs", "there are %d and not 2 to %d".formatted(order.legs().size(), Leg.COUNT_MAX));
    }
    var legs = new ArrayList<Leg>(order.legs().size());
    for (PayOrder.Leg typed : order.legs()) {
      int number = legs.size();
      AccountId payee = TypedText.account("payee of leg " + (number + 1), typed.payee());
      Amount amount =
          LegProblems.named(
              new Leg(number, payee, Amount.ZERO), () -> TypedText.amount(typed.amount()));
      legs.add(new Leg(number, payee, amount, order.remittance()));
    }
    requireTotal(order.amount(), legs);
    return legs;
  }

  /// To the tiyn; a sum that is no amount differs from every total.
  private static void requireTotal(String total, List<Leg> legs) {
    if (total.isEmpty()) {
      return;
    }
    Amount said = TypedText.amount(total);
    long found = legs.stream().mapToLong(leg -> leg.amount().tiyn()).sum();
    if (said.tiyn() != found) {
      throw Problem.of(
              ErrorCode.SPLIT_TOTAL_DIFFERS, "said", said, "found", BigDecimal.valueOf(found, 2))
          .exception();
    }
  }
}

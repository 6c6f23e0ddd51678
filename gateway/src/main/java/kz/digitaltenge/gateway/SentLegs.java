package kz.digitaltenge.gateway;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LegProblem;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.TypedAmount;
import kz.digitaltenge.ledger.Amount;

/// The legs of a payment as they were sent, and what can be said of them before anybody is looked
/// up: each look-up counts against what the bank may ask the ID centre (C07).
final class SentLegs {
  private static final int COUNT_MIN = 2;
  private static final int COUNT_MAX = 16;
  private static final int DECIMALS = 2;

  private SentLegs() {}

  /// One of them.
  record Sent(String account, PayeeAlias alias, String name, String amount) {
    /// Whom it pays, without the alias itself: only the payer and the payee's bank keep that.
    String payee() {
      if (alias.isEmpty()) {
        return account;
      }
      return !alias.phone().isEmpty() ? "phone" : !alias.iin().isEmpty() ? "iin" : "bin";
    }

    /// Whom it pays, to compare it with others.
    private Object addressee() {
      return alias.isEmpty() ? account.strip() : alias;
    }

    Problem problem(int leg, Problem problem) {
      return LegProblem.of(leg, payee(), problem);
    }
  }

  /// Refuses what nobody needs to be looked up for.
  ///
  /// @param total empty when it was left to the legs
  static void require(String payer, String total, List<Sent> legs) {
    if (legs.size() < COUNT_MIN || legs.size() > COUNT_MAX) {
      throw Malformed.field(
          "\"legs\"", "there are %d and not %d to %d".formatted(legs.size(), COUNT_MIN, COUNT_MAX));
    }
    long tiyn = 0;
    Set<Object> known = new HashSet<>();
    for (Sent leg : legs) {
      int number = known.size();
      tiyn += amount(number, leg).tiyn();
      if (leg.account.strip().equals(payer.strip())) {
        throw refused(number, leg, ErrorCode.SELF_PAYMENT);
      }
      if (!known.add(leg.addressee())) {
        throw refused(number, leg, ErrorCode.PAYEE_REPEATED);
      }
    }
    if (!total.isEmpty() && TypedAmount.of(total).tiyn() != tiyn) {
      throw Problem.of(
              ErrorCode.SPLIT_TOTAL_DIFFERS,
              "said",
              TypedAmount.of(total),
              "found",
              BigDecimal.valueOf(tiyn, DECIMALS))
          .exception();
    }
  }

  private static Amount amount(int number, Sent leg) {
    try {
      return TypedAmount.of(leg.amount);
    } catch (PlatformException e) {
      throw leg.problem(number, e.problem()).exception(e);
    }
  }

  private static PlatformException refused(int number, Sent leg, ErrorCode reason) {
    return LegProblem.of(ErrorCode.LEG_REFUSED, number, leg.payee(), reason).exception();
  }
}

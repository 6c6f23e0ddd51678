package kz.digitaltenge.app.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.RedeemOrder;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.ledger.crypto.Hash;

/// Takes digital tenge of a bank out of circulation: the bank pays them from its stock into the
/// central bank's redemption account, and the central bank destroys them. Both steps are named by
/// the confirmation, so that asking again finishes what was begun and does nothing twice.
public record Redemption(Platform platform, Member bank) {
  private static final int ID_HEX_DIGITS = 40;
  private static final int TRIES_MAX = 100;
  private static final Duration PAUSE = Duration.ofMillis(100);

  public PayOutcome redeem(String amount, String currency, String confirmation) {
    Member centralBank = platform.members().getFirst();
    PayOutcome paid =
        platform
            .node(bank.node())
            .pay(
                new PayOrder(
                    payment(confirmation),
                    bank.stockAccount(),
                    centralBank.stockAccount(),
                    amount,
                    currency));
    return switch (paid) {
      case PayOutcome.Final _ -> destroyed(new RedeemOrder(amount, currency, confirmation));
      case PayOutcome.Refused _, PayOutcome.Pending _ -> paid;
    };
  }

  /// The payment is final, but the central bank's node may hear of it a moment later than the
  /// bank's.
  private PayOutcome destroyed(RedeemOrder order) {
    PayOutcome outcome = platform.centralBank().redeem(order);
    for (int tries = 1; tries < TRIES_MAX && isEarly(outcome); tries++) {
      pause();
      outcome = platform.centralBank().redeem(order);
    }
    return outcome;
  }

  private static boolean isEarly(PayOutcome outcome) {
    return outcome instanceof PayOutcome.Refused(Problem problem)
        && problem.code() == ErrorCode.INSUFFICIENT_BALANCE;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A confirmation may have characters that a payment's name may not.
  private static String payment(String confirmation) {
    String hash = Hash.sha256(confirmation.getBytes(UTF_8)).hex();
    return "to-redeem-" + hash.substring(0, ID_HEX_DIGITS);
  }
}

package kz.digitaltenge.centralbank;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentResult;

/// Makes and unmakes digital tenge. Blocking; the same confirmation again gives the same answer.
public interface MoneySupply {
  /// Issues money to a bank.
  PaymentResult issue(IssuanceOrder order);

  /// What an earlier attempt at such an issue says, whoever has approved it; empty when none was
  /// made, or none moved anything.
  Optional<PaymentResult> earlier(IssuanceOrder order);

  /// Destroys money that lies in the redemption account.
  PaymentResult redeem(RedemptionOrder order);

  /// What was ever issued, less what was redeemed.
  Amount circulating();
}

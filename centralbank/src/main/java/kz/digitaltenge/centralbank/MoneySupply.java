package kz.digitaltenge.centralbank;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentResult;

/// Makes and unmakes digital tenge. Blocking; the same confirmation again gives the same answer.
public interface MoneySupply {
  /// Issues money to a bank.
  PaymentResult issue(IssuanceOrder order);

  /// Destroys money that lies in the redemption account.
  PaymentResult redeem(RedemptionOrder order);

  /// What was ever issued, less what was redeemed.
  Amount circulating();
}

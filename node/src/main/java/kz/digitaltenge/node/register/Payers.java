package kz.digitaltenge.node.register;

import java.util.List;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;

/// What the bank knows of whoever hands a register in.
public interface Payers {
  /// Refuses an account that may not pay.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_ACCOUNT`, `ACCOUNT_NOT_OPEN`
  void requirePaying(AccountId payer);

  /// The limits in force for the account, and what is left of them.
  List<LimitLine> limits(AccountId payer);

  /// What can be paid with.
  Amount available(AccountId payer, Holding holding);
}

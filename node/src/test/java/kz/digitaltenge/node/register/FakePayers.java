package kz.digitaltenge.node.register;

import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;

/// One company that may pay, and nobody else.
record FakePayers(AccountId company, Amount money, List<LimitLine> limited) implements Payers {
  @Override
  public void requirePaying(AccountId payer) {
    if (!payer.equals(company)) {
      throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", payer, "bank", "601").exception();
    }
  }

  @Override
  public List<LimitLine> limits(AccountId payer) {
    return limited;
  }

  @Override
  public Amount available(AccountId payer, Holding holding) {
    return money;
  }
}

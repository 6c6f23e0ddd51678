package kz.digitaltenge.node.register;

import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.AccountState;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Holding;

/// Payers as the bank's files and purse have them.
public record CustomersPay(CustomerOperations customers, Purse purse) implements Payers {
  @Override
  public void requirePaying(AccountId payer) {
    String state = customers.states(payer.value()).getLast().state();
    if (!AccountState.valueOf(state).allows(AccountState.Deed.PAY)) {
      throw Problem.of(ErrorCode.ACCOUNT_NOT_OPEN, "account", payer, "state", state).exception();
    }
  }

  @Override
  public List<LimitLine> limits(AccountId payer) {
    return customers.limits(payer.value());
  }

  /// With the change that running payments bring back.
  @Override
  public Amount available(AccountId payer, Holding holding) {
    return purse.balances(payer).stream()
        .filter(balance -> balance.holding().equals(holding))
        .map(balance -> balance.available().plus(balance.change()))
        .reduce(Amount.ZERO, Amount::plus);
  }
}

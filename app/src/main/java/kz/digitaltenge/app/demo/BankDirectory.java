package kz.digitaltenge.app.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// Finds the bank behind an identifier or an account number.
final class BankDirectory {
  private final Map<NodeId, DemoNetwork.Bank> byNode = new LinkedHashMap<>();
  private final Map<String, DemoNetwork.Bank> byCode = new LinkedHashMap<>();

  BankDirectory(List<DemoNetwork.Bank> banks) {
    for (DemoNetwork.Bank bank : banks) {
      byNode.put(bank.node(), bank);
      byCode.put(bank.code(), bank);
    }
  }

  DemoNetwork.Bank bank(NodeId node) {
    return Optional.ofNullable(byNode.get(node))
        .orElseThrow(() -> RowFaults.unknownBank(node.value()).exception());
  }

  DemoNetwork.Bank bank(AccountId account) {
    return Optional.ofNullable(byCode.get(account.bankCode()))
        .orElseThrow(() -> RowFaults.unknownBank(account.bankCode()).exception());
  }

  AccountId account(Party party) {
    return switch (party) {
      case Party.Customer(AccountId account) -> {
        bank(account);
        yield account;
      }
      case Party.Own(NodeId node) -> bank(node).own();
    };
  }
}

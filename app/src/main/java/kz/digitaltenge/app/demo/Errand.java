package kz.digitaltenge.app.demo;

import java.util.List;
import kz.digitaltenge.app.demo.DemoNetwork.Outcome;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// A row with its banks found: what it touches and what is to be asked of the network.
sealed interface Errand {
  /// One thing at a time changes the money supply.
  String REGISTER = "register";

  record Issue(PaymentId id, DemoNetwork.Bank bank, Amount amount) implements Errand {}

  record Open(String reference, AccountId account, String name) implements Errand {}

  record Pay(
      PaymentId id,
      DemoNetwork.Bank fromBank,
      AccountId from,
      DemoNetwork.Bank toBank,
      AccountId to,
      Amount amount)
      implements Errand {}

  record Redeem(PaymentId id, DemoNetwork.Bank bank, Amount amount) implements Errand {}

  /// The row with its banks.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when a bank is none of the network's
  static Errand of(DayRow row, BankDirectory banks) {
    return switch (row) {
      case DayRow.Issue(PaymentId id, var bank, Amount amount) ->
          new Issue(id, banks.bank(bank), amount);
      case DayRow.Open(String reference, AccountId account, String name) -> {
        banks.bank(account);
        yield new Open(reference, account, name);
      }
      case DayRow.Pay(PaymentId id, Party payer, Party payee, Amount amount) -> {
        AccountId from = banks.account(payer);
        AccountId to = banks.account(payee);
        yield new Pay(id, banks.bank(from), from, banks.bank(to), to, amount);
      }
      case DayRow.Redeem(PaymentId id, var bank, Amount amount) ->
          new Redeem(id, banks.bank(bank), amount);
    };
  }

  default List<Touch> touches() {
    return switch (this) {
      case Issue errand -> List.of(Touch.alone(REGISTER), Touch.beside(errand.bank.own()));
      case Open errand -> List.of(Touch.alone(errand.account));
      case Pay errand -> List.of(Touch.alone(errand.from), Touch.beside(errand.to));
      case Redeem errand -> List.of(Touch.alone(REGISTER), Touch.alone(errand.bank.own()));
    };
  }

  /// Whether the money for it is there or on its way.
  default boolean canBePaid(DemoNetwork network) {
    return switch (this) {
      case Issue _, Open _ -> false;
      case Pay errand -> network.expected(errand.from).compareTo(errand.amount) >= 0;
      case Redeem errand -> network.expected(errand.bank.own()).compareTo(errand.amount) >= 0;
    };
  }

  default Outcome ask(DemoNetwork network) {
    return switch (this) {
      case Issue(PaymentId id, DemoNetwork.Bank bank, Amount amount) ->
          network.issue(bank.node(), amount, id);
      case Open(String reference, AccountId account, String name) ->
          network.open(account, reference, name);
      case Pay errand -> network.pay(errand.id, errand.from, errand.to, errand.amount);
      case Redeem(PaymentId id, DemoNetwork.Bank bank, Amount amount) ->
          network.redeem(bank.node(), amount, id);
    };
  }
}

package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.TransactionPlan;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;

/// Many live tokens, and payments that are spread over all of them.
///
/// A customer gets money in one payment and the bank splits it as housekeeping does for busy
/// accounts, in one transaction. Twenty tokens an account: from thirty-two on a bank merges them.
final class LiveTokens {
  static final int EACH = 20;

  private static final String TOKEN = "100.00";
  private static final String FUNDS = "2000.00";

  private final BenchBanks banks;
  private final List<List<String>> accounts;

  private LiveTokens(BenchBanks banks, List<List<String>> accounts) {
    this.banks = banks;
    this.accounts = accounts;
  }

  /// Makes about so many live tokens.
  static LiveTokens make(BenchNetwork network, int tokens, String name, Consumer<String> progress)
      throws InterruptedException {
    var banks = new BenchBanks(network.platform());
    int accountsEach = Math.max(2, tokens / EACH / banks.count());
    Asset asset = network.running().parameters().assets().getFirst().asset();
    var all = new ArrayList<List<String>>();
    for (int bank = 0; bank < banks.count(); bank++) {
      progress.accept(
          "Making %,d live tokens at %s".formatted(accountsEach * EACH, banks.id(bank)));
      banks.issue(bank, Amount.ofTenge(2_000L * accountsEach + 1).toString(), name);
      List<String> accounts = banks.open(bank, accountsEach, name);
      banks.fund(bank, accounts, 1, FUNDS, name);
      Transactions transactions = network.backstage().transactions(banks.id(bank));
      BenchBanks.inParallel(
          accounts.size(),
          i -> split(transactions, new AccountId(accounts.get(i)), Holding.of(asset), name + i));
      all.add(accounts);
    }
    return new LiveTokens(banks, all);
  }

  int count() {
    return accounts.size() * accounts.getFirst().size() * EACH;
  }

  /// Moves one token to a customer of another bank. Every customer pays in turn and is paid in
  /// turn, so that accounts keep about as many tokens as they had.
  boolean pay(String run, long number) {
    int count = banks.count();
    int from = (int) (number % count);
    long turn = number / count;
    int each = accounts.getFirst().size();
    int to = (int) ((from + 1 + turn / each % (count - 1)) % count);
    String payer = accounts.get(from).get((int) (turn % each));
    String payee = accounts.get(to).get((int) ((turn + each / 2) % each));
    var order = new PayOrder(run + "-" + number, payer, payee, TOKEN, BenchBanks.CURRENCY);
    return banks.node(from).pay(order) instanceof PayOutcome.Final;
  }

  private static PaymentId split(
      Transactions transactions, AccountId account, Holding holding, String name) {
    var id = new PaymentId("split-" + name);
    Amount whole = Amount.parse(FUNDS);
    Reservation taken =
        transactions.reserve(new PaymentOrder(id, account, account, holding, whole));
    List<Amount> parts = Collections.nCopies(EACH, Amount.parse(TOKEN));
    var plan =
        new TransactionPlan(
            id,
            1,
            account,
            List.of(Leg.only(account, whole)),
            holding,
            new Intent.Housekeeping(),
            transactions.inputs(taken.tokens()),
            transactions.tokens(account, holding, parts, id, 1),
            List.of(),
            List.of());
    var _ = transactions.execute(plan, Optional.of(taken));
    return id;
  }
}

package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform;

/// Customers with money: enough of them that no payment waits for another's change.
final class BenchCustomers {
  /// At each bank, when much is to be paid at once.
  static final int MANY = 256;

  private static final int TOKENS_EACH = 4;
  private static final String TOKEN = "10000.00";
  private static final String ISSUE = "100000000.00";

  private final BenchBanks banks;
  private final List<List<String>> accounts;

  /// An order and the bank that it is for.
  record Errand(int bank, PayOrder order) {}

  private BenchCustomers(BenchBanks banks, List<List<String>> accounts) {
    this.banks = banks;
    this.accounts = accounts;
  }

  /// Opens accounts at every bank and fills them.
  ///
  /// @param each at each bank
  static BenchCustomers prepare(Platform platform, String run, int each)
      throws InterruptedException {
    var banks = new BenchBanks(platform);
    var accounts = new ArrayList<List<String>>();
    for (int bank = 0; bank < banks.count(); bank++) {
      banks.issue(bank, ISSUE, run);
      List<String> opened = banks.open(bank, each, run);
      banks.fund(bank, opened, TOKENS_EACH, TOKEN, run);
      accounts.add(opened);
    }
    return new BenchCustomers(banks, accounts);
  }

  BenchBanks banks() {
    return banks;
  }

  /// A payment from a customer of one bank to a customer of the next.
  boolean payAcrossBanks(String run, long number) {
    return pay(acrossBanks(run, number));
  }

  /// The order of such a payment.
  Errand acrossBanks(String run, long number) {
    int count = banks.count();
    int from = (int) (number % count);
    int to = (int) ((from + 1 + number / count % (count - 1)) % count);
    return errand(from, to, run, number);
  }

  /// A payment between two customers of one bank.
  boolean payOnUs(String run, long number) {
    int bank = (int) (number % banks.count());
    return pay(errand(bank, bank, run, number));
  }

  private boolean pay(Errand errand) {
    return banks.node(errand.bank).pay(errand.order) instanceof PayOutcome.Final;
  }

  private Errand errand(int from, int to, String run, long number) {
    long turn = number / banks.count();
    int each = accounts.getFirst().size();
    String account = accounts.get(from).get((int) (turn % each));
    String payee = accounts.get(to).get((int) ((turn * 7 + 1) % each));
    if (payee.equals(account)) {
      payee = accounts.get(to).get((int) ((turn * 7 + 2) % each));
    }
    return new Errand(
        from, new PayOrder(run + "-" + number, account, payee, "1.00", BenchBanks.CURRENCY));
  }
}

package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.bench.CustomerPairs.Errand;
import kz.digitaltenge.app.platform.Platform;

/// Customers with money: enough of them that no payment waits for another's change.
final class BenchCustomers {
  /// At each bank, when much is to be paid at once.
  static final int MANY = 256;

  private static final int TOKENS_EACH = 4;
  private static final String TOKEN = "10000.00";
  private static final String ISSUE = "100000000.00";

  private final BenchBanks banks;
  private final CustomerPairs pairs;

  private BenchCustomers(BenchBanks banks, CustomerPairs pairs) {
    this.banks = banks;
    this.pairs = pairs;
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
    return new BenchCustomers(banks, new CustomerPairs(accounts));
  }

  BenchBanks banks() {
    return banks;
  }

  CustomerPairs pairs() {
    return pairs;
  }

  /// A payment from a customer of one bank to a customer of the next.
  boolean payAcrossBanks(String run, long number) {
    return pay(acrossBanks(run, number));
  }

  /// The order of such a payment.
  Errand acrossBanks(String run, long number) {
    return pairs.acrossBanks(run, number);
  }

  /// A payment between two customers of one bank.
  boolean payOnUs(String run, long number) {
    return pay(pairs.onUs(run, number));
  }

  private boolean pay(Errand errand) {
    return banks.node(errand.bank()).pay(errand.order()) instanceof PayOutcome.Final;
  }
}

package kz.digitaltenge.app.bench;

import java.util.List;
import kz.digitaltenge.api.operator.PayOrder;

/// Who pays whom: the accounts of each bank's customers, in turn, so that no payment waits for
/// another's change.
///
/// @param accounts by bank; as many at each
record CustomerPairs(List<List<String>> accounts) {
  CustomerPairs {
    accounts = List.copyOf(accounts);
  }

  /// An order and the bank that it is for.
  record Errand(int bank, PayOrder order) {}

  /// From a customer of one bank to a customer of the next.
  Errand acrossBanks(String run, long number) {
    int count = accounts.size();
    int from = (int) (number % count);
    int to = (int) ((from + 1 + number / count % (count - 1)) % count);
    return errand(from, to, run, number);
  }

  /// Between two customers of one bank.
  Errand onUs(String run, long number) {
    int bank = (int) (number % accounts.size());
    return errand(bank, bank, run, number);
  }

  private Errand errand(int from, int to, String run, long number) {
    long turn = number / accounts.size();
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

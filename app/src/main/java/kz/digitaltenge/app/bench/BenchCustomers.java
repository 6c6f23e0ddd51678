package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform;

/// Customers with money: enough of them that no payment waits for another's change.
final class BenchCustomers {
  static final int PER_BANK = 256;
  static final int TOKENS_EACH = 4;
  static final String CURRENCY = "KZT";

  private static final int AT_ONCE = 64;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String TOKEN = "10000.00";
  private static final String ISSUE = "100000000.00";

  private final List<Bank> banks;

  /// A bank as payers and payees see it.
  record Bank(NodeOperations node, List<String> accounts) {}

  private BenchCustomers(List<Bank> banks) {
    this.banks = banks;
  }

  /// Opens accounts at every bank and fills them.
  static BenchCustomers prepare(Platform platform, String run) throws InterruptedException {
    var banks = new ArrayList<Bank>();
    for (Platform.Member member : platform.banks()) {
      NodeOperations node = platform.node(member.node());
      var issue =
          new IssueOrder(member.node().value(), ISSUE, CURRENCY, "bench-" + run + member.node());
      succeeded(platform.centralBank().issue(issue));
      awaitMoney(node, member.stockAccount());
      List<String> accounts = inParallel(PER_BANK, i -> open(node, run, i));
      inParallel(
          PER_BANK * TOKENS_EACH,
          i -> fund(node, member.stockAccount(), accounts.get(i % PER_BANK), run, i));
      banks.add(new Bank(node, accounts));
    }
    return new BenchCustomers(banks);
  }

  /// A payment from a customer of one bank to a customer of the next.
  boolean payAcrossBanks(String run, long number) {
    int from = (int) (number % banks.size());
    int to = (int) ((from + 1 + number / banks.size() % (banks.size() - 1)) % banks.size());
    return pay(from, to, run, number);
  }

  /// A payment between two customers of one bank.
  boolean payOnUs(String run, long number) {
    int bank = (int) (number % banks.size());
    return pay(bank, bank, run, number);
  }

  private boolean pay(int from, int to, String run, long number) {
    Bank payer = banks.get(from);
    long turn = number / banks.size();
    String account = payer.accounts.get((int) (turn % PER_BANK));
    String payee = banks.get(to).accounts.get((int) ((turn * 7 + 1) % PER_BANK));
    if (payee.equals(account)) {
      payee = banks.get(to).accounts.get((int) ((turn * 7 + 2) % PER_BANK));
    }
    var order = new PayOrder(run + "-" + number, account, payee, "1.00", CURRENCY);
    return payer.node.pay(order) instanceof PayOutcome.Final;
  }

  /// An issue is final before the bank has heard of it.
  private static void awaitMoney(NodeOperations node, String account) throws InterruptedException {
    while (node.balances(account).stream().noneMatch(line -> line.available().isPositive())) {
      Thread.sleep(PAUSE);
    }
  }

  private static String open(NodeOperations node, String run, int i) {
    return node.openAccount(new OpenAccount("bench-" + run + i, "Customer " + i)).number();
  }

  private static boolean fund(
      NodeOperations node, String stock, String account, String run, int i) {
    succeeded(node.pay(new PayOrder("fund-" + run + i, stock, account, TOKEN, CURRENCY)));
    return true;
  }

  private static void succeeded(PayOutcome outcome) {
    switch (outcome) {
      case PayOutcome.Final _ -> {}
      case PayOutcome.Refused(Problem problem) -> throw problem.exception();
      case PayOutcome.Pending(_, Problem problem) -> throw problem.exception();
    }
  }

  private interface Task<T> {
    T run(int number);
  }

  private static <T> List<T> inParallel(int count, Task<T> task) throws InterruptedException {
    var slots = new Semaphore(AT_ONCE);
    var futures = new ArrayList<Future<T>>(count);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        slots.acquire();
        futures.add(
            executor.submit(
                () -> {
                  try {
                    return task.run(number);
                  } finally {
                    slots.release();
                  }
                }));
      }
      var results = new ArrayList<T>(count);
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlatformException refused) {
        throw refused;
      }
      throw Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the benchmark's preparation")
          .exception(e.getCause() == null ? e : e.getCause());
    }
  }
}

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
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;

/// The banks of a network as the benchmark prepares them: money from the central bank, accounts,
/// payments out of the stock. All of it the way operators do it.
final class BenchBanks {
  static final String CURRENCY = "KZT";

  private static final int AT_ONCE = 64;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Platform platform;
  private final List<Platform.Member> members;

  BenchBanks(Platform platform) {
    this.platform = platform;
    this.members = platform.banks();
  }

  int count() {
    return members.size();
  }

  NodeId id(int bank) {
    return members.get(bank).node();
  }

  /// A bank's node as it runs now.
  NodeOperations node(int bank) {
    return platform.node(id(bank));
  }

  /// Issues money to a bank and waits until it has it.
  void issue(int bank, String amount, String run) throws InterruptedException {
    var order = new IssueOrder(id(bank).value(), amount, CURRENCY, "bench-" + run + id(bank));
    Amount expected = stock(bank).plus(Amount.parse(amount));
    IssueOrder approved = Officers.of(platform.folder()).approved(order);
    succeeded(platform.centralBank().issue(approved));
    // An issue is final before the bank has heard of it.
    while (stock(bank).compareTo(expected) < 0) {
      Thread.sleep(PAUSE);
    }
  }

  /// What a bank can give its customers.
  private Amount stock(int bank) {
    return available(bank, members.get(bank).stockAccount());
  }

  /// What an account can spend now.
  Amount available(int bank, String account) {
    return node(bank).balances(account).stream()
        .map(BalanceLine::available)
        .reduce(Amount.ZERO, Amount::plus);
  }

  /// Opens accounts at a bank.
  List<String> open(int bank, int count, String run) throws InterruptedException {
    NodeOperations node = node(bank);
    return inParallel(
        count,
        i -> node.openAccount(new OpenAccount("bench-" + run + i, "Customer " + i)).number());
  }

  /// Gives each account so many tokens of one amount out of the bank's stock.
  void fund(int bank, List<String> accounts, int tokens, String amount, String run)
      throws InterruptedException {
    NodeOperations node = node(bank);
    String stock = members.get(bank).stockAccount();
    inParallel(
        accounts.size() * tokens,
        i -> {
          String account = accounts.get(i % accounts.size());
          var order = new PayOrder("fund-" + run + i, stock, account, amount, CURRENCY);
          succeeded(node.pay(order));
          return account;
        });
  }

  private static void succeeded(PayOutcome outcome) {
    switch (outcome) {
      case PayOutcome.Final _ -> {}
      case PayOutcome.Refused(Problem problem) -> throw problem.exception();
      case PayOutcome.Pending(_, Problem problem) -> throw problem.exception();
    }
  }

  /// Something to prepare.
  interface Task<T> {
    T run(int number);
  }

  /// Does the task `count` times, some at once.
  static <T> List<T> inParallel(int count, Task<T> task) throws InterruptedException {
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

package kz.digitaltenge.app.resolution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.resolution.PaidJournal.Entry;
import kz.digitaltenge.app.resolution.PaidJournal.Paid;
import kz.digitaltenge.app.resolution.PaidJournal.Planned;
import kz.digitaltenge.app.resolution.PaidJournal.Refused;
import kz.digitaltenge.app.resolution.PaidJournal.To;
import kz.digitaltenge.app.role.ResolutionRole;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// Pays all that a failed bank's customers have to the successor bank, account by account: to the
/// customer's own account there, or to the one that the officers' order names.
///
/// A payment has an id of its account and round, and is in the journal with payee and amount before
/// it is ordered. The next round begins only when the one before is final or moved nothing for
/// good, so whatever crashes, nothing is paid twice.
final class PayOut {
  /// Rounds for one account in one run: what is refused at the customer's own account goes to the
  /// successor's, and what came meanwhile follows.
  private static final int ROUNDS_MAX = 6;

  /// Tries of one payment while somebody is away.
  private static final int TRIES_MAX = 5;

  /// Passes over all accounts while something is on its way to one of them.
  private static final int PASSES_MAX = 60;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ResolutionRole role;
  private final PaidJournal journal;
  private final Destinations destinations;
  private final Pauses pauses;
  private final Map<String, String> unpaid = new TreeMap<>();

  /// Waits between two tries.
  interface Pauses {
    void take(Duration length);
  }

  PayOut(ResolutionRole role, PaidJournal journal, Destinations destinations, Pauses pauses) {
    this.role = role;
    this.journal = journal;
    this.destinations = destinations;
    this.pauses = pauses;
  }

  /// Pays until nothing is left that can be paid now.
  ///
  /// @param paid is told of each payment that became final in this run
  /// @return the accounts that are not empty then, with what is in the way
  Map<String, String> run(Consumer<Entry> paid) {
    for (int pass = 1; pass <= PASSES_MAX; pass++) {
      unpaid.clear();
      boolean isAnyUnderWay = false;
      for (AccountLine each : accounts(role)) {
        isAnyUnderWay |= payAll(each, paid);
      }
      if (!isAnyUnderWay) {
        break;
      }
      pauses.take(PAUSE);
    }
    return Map.copyOf(unpaid);
  }

  /// Every account of the bank but its own.
  static List<AccountLine> accounts(ResolutionRole role) {
    var all = new ArrayList<AccountLine>();
    List<AccountLine> part = role.operations().accountsAfter("", AccountLine.LINES_MAX);
    while (!part.isEmpty()) {
      part.stream().filter(each -> !each.number().equals(role.own().value())).forEach(all::add);
      part = role.operations().accountsAfter(part.getLast().number(), AccountLine.LINES_MAX);
    }
    return all;
  }

  /// @return whether something is still on its way to the account or from it
  private boolean payAll(AccountLine account, Consumer<Entry> paid) {
    try {
      for (int round = 0; round < ROUNDS_MAX; round++) {
        List<Entry> entries = journal.of(account.number());
        boolean isOpen = !entries.isEmpty() && entries.getLast().end().isEmpty();
        Balances balances = Balances.of(role.operations().balances(account.number()));
        if (!isOpen && balances.available().equals(Amount.ZERO)) {
          if (balances.isMarked()) {
            unpaid.put(account.number(), "it has money for one purpose, which stays where it is");
          } else if (balances.isUnderWay()) {
            unpaid.put(account.number(), "a payment of before is not decided yet");
          }
          return balances.isUnderWay();
        }
        Planned planned =
            isOpen ? entries.getLast().planned() : plan(account, entries, balances.available());
        if (!isEnded(planned, paid)) {
          return false;
        }
      }
      unpaid.put(account.number(), "it was tried often enough for now");
    } catch (PlatformException e) {
      unpaid.put(account.number(), e.problem().whatHappened());
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
    }
    return false;
  }

  private Planned plan(AccountLine account, List<Entry> entries, Amount amount) {
    int round = entries.size() + 1;
    String payment =
        "resolution-%d-%s-%d".formatted(role.order().sequence(), account.number(), round);
    boolean isRefused =
        !entries.isEmpty()
            && entries.getLast().planned().to() == To.CUSTOMER
            && entries.getLast().isRefusedByPayee();
    Destinations.Destination where =
        isRefused
            ? destinations.successor("the customer's own account did not take it")
            : destinations.of(account, payment);
    var planned =
        new Planned(
            account.number(), round, payment, where.to(), where.payee(), amount, where.why());
    journal.plan(planned);
    return planned;
  }

  /// Whether the next round may begin.
  private boolean isEnded(Planned planned, Consumer<Entry> paid) {
    var id = new PaymentId(planned.payment());
    role.plan(
        id, new AccountId(planned.account()), new AccountId(planned.payee()), planned.amount());
    try {
      return isPaidOrRefused(planned, paid);
    } finally {
      role.over(id);
    }
  }

  private boolean isPaidOrRefused(Planned planned, Consumer<Entry> paid) {
    var order =
        new PayOrder(
            planned.payment(),
            planned.account(),
            planned.payee(),
            planned.amount().toString(),
            destinations.currency(),
            List.of(),
            destinations.remittance(planned.account()));
    for (int tries = 1; ; tries++) {
      Problem problem;
      boolean isForGood = false;
      switch (role.operations().pay(order)) {
        case PayOutcome.Final(var transaction, _, var at) -> {
          var end = new Paid(transaction, at);
          journal.end(planned, end);
          unpaid.remove(planned.account());
          paid.accept(new Entry(planned, Optional.of(end)));
          return true;
        }
        case PayOutcome.Pending(_, var why) -> problem = why;
        case PayOutcome.Refused(var why) -> {
          problem = why;
          isForGood = isForGood(why);
        }
      }
      if (isForGood) {
        journal.end(planned, new Refused(problem.code().name()));
        unpaid.put(planned.account(), problem.whatHappened());
        // At the customer's own account; the successor's is left to try.
        return planned.to() == To.CUSTOMER;
      }
      if (tries == TRIES_MAX || problem.code() == ErrorCode.STOPPING) {
        unpaid.put(planned.account(), problem.whatHappened());
        return false;
      }
      pauses.take(PAUSE);
    }
  }

  /// Nothing moved, and nothing will by asking again. Where the books know another payment of that
  /// name, what became of it is for people to see.
  private static boolean isForGood(Problem problem) {
    if (problem.code() == ErrorCode.PAYMENT_ID_REUSED) {
      return false;
    }
    RetryAdvice advice = problem.code().retry();
    return advice == RetryAdvice.AFTER_CORRECTION || advice == RetryAdvice.NEVER;
  }

  /// What an account has.
  ///
  /// @param available and bound to no purpose
  private record Balances(Amount available, boolean isMarked, boolean isUnderWay) {
    static Balances of(List<BalanceLine> lines) {
      Amount available = Amount.ZERO;
      boolean isMarked = false;
      boolean isUnderWay = false;
      for (BalanceLine line : lines) {
        isUnderWay |= line.reserved().isPositive() || line.incoming().isPositive();
        if (line.mark().isEmpty()) {
          available = available.plus(line.available());
        } else {
          isMarked |= line.available().isPositive();
        }
      }
      return new Balances(available, isMarked, isUnderWay);
    }
  }
}

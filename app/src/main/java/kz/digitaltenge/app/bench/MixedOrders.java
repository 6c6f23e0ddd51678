package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.app.bench.Teller.Answer;

/// Payments as they come in a bad hour. Of each hundred, one is given twice at once, one comes from
/// a customer who orders two payments at once with the money for one, and one has the name of an
/// earlier payment with another amount. The others are ordinary.
///
/// Promises: what is given twice is paid once, of two rivals one is paid at most, and a name that
/// is taken moves nothing. [#broken] counts where one did not hold.
final class MixedOrders {
  private static final int OF = 100;
  private static final int TWIN = 17;
  private static final int RIVALS = 47;
  private static final int TAKEN_NAME = 77;
  private static final String ONE = "1.00";
  private static final Executor THREADS = task -> Thread.ofVirtual().name("twin").start(task);

  private final BenchCustomers customers;
  private final Teller teller;
  private final String run;
  private final List<Pair> pairs = new ArrayList<>();
  private final LongAdder twins = new LongAdder();
  private final LongAdder rivals = new LongAdder();
  private final LongAdder takenNames = new LongAdder();
  private final LongAdder broken = new LongAdder();

  /// Two customers with one token between them; who has it orders two payments of it at once.
  private static final class Pair {
    private final ReentrantLock turn = new ReentrantLock();
    private final int bank;
    private final String account;
    private final int otherBank;
    private final String otherAccount;
    private boolean there;

    private Pair(int bank, String account, int otherBank, String otherAccount) {
      this.bank = bank;
      this.account = account;
      this.otherBank = otherBank;
      this.otherAccount = otherAccount;
    }
  }

  private MixedOrders(BenchCustomers customers, Teller teller, String run) {
    this.customers = customers;
    this.teller = teller;
    this.run = run;
  }

  /// Opens the accounts of rivals, too.
  ///
  /// @param pairsEach pairs of rivals at each bank
  static MixedOrders prepare(BenchCustomers customers, Teller teller, String run, int pairsEach)
      throws InterruptedException {
    var orders = new MixedOrders(customers, teller, run);
    BenchBanks banks = customers.banks();
    for (int bank = 0; bank < banks.count(); bank++) {
      int other = (bank + 1) % banks.count();
      List<String> payers = banks.open(bank, pairsEach, run + "r");
      List<String> payees = banks.open(other, pairsEach, run + "s");
      banks.fund(bank, payers, 1, ONE, run + "r");
      for (int i = 0; i < pairsEach; i++) {
        orders.pairs.add(new Pair(bank, payers.get(i), other, payees.get(i)));
      }
    }
    return orders;
  }

  /// Gives the order of this number; false when it was not paid, or a promise did not hold.
  boolean once(long number) {
    return switch ((int) (number % OF)) {
      case TWIN -> twin(number);
      case RIVALS -> rivals(number);
      case TAKEN_NAME -> takenName(number);
      default -> pay(customers.acrossBanks(run, number)) instanceof Answer.Paid;
    };
  }

  /// What there was beside ordinary payments, in one sentence.
  String told() {
    return "In the mix: %,d orders given twice at once, %,d pairs of rival orders, %,d names taken already."
        .formatted(twins.sum(), rivals.sum(), takenNames.sum());
  }

  /// How often a promise did not hold.
  long broken() {
    return broken.sum();
  }

  private boolean twin(long number) {
    twins.increment();
    CustomerPairs.Errand errand = customers.acrossBanks(run, number);
    var other = CompletableFuture.supplyAsync(() -> pay(errand), THREADS);
    Answer mine = pay(errand);
    boolean paid = mine instanceof Answer.Paid;
    if (mine instanceof Answer.Paid(var one)
        && other.join() instanceof Answer.Paid(var two)
        && !one.transaction().equals(two.transaction())) {
      broken.increment();
      return false;
    }
    return paid;
  }

  private boolean rivals(long number) {
    rivals.increment();
    Pair pair = pairs.get((int) (number / OF % pairs.size()));
    pair.turn.lock();
    try {
      CustomerPairs.Errand one = rival(pair, number, "a");
      CustomerPairs.Errand two = rival(pair, number, "b");
      var other = CompletableFuture.supplyAsync(() -> pay(two), THREADS);
      boolean first = pay(one) instanceof Answer.Paid;
      boolean second = other.join() instanceof Answer.Paid;
      if (first && second) {
        broken.increment();
        return false;
      }
      if (first || second) {
        pair.there = !pair.there;
      }
      // Neither: the token of the last turn is not here yet, which is no fault.
      return true;
    } finally {
      pair.turn.unlock();
    }
  }

  private CustomerPairs.Errand rival(Pair pair, long number, String which) {
    var order =
        new PayOrder(
            run + "-rival-" + which + number,
            pair.there ? pair.otherAccount : pair.account,
            pair.there ? pair.account : pair.otherAccount,
            ONE,
            BenchBanks.CURRENCY);
    return new CustomerPairs.Errand(pair.there ? pair.otherBank : pair.bank, order);
  }

  private boolean takenName(long number) {
    takenNames.increment();
    CustomerPairs.Errand errand = customers.acrossBanks(run, number);
    boolean paid = pay(errand) instanceof Answer.Paid;
    PayOrder order = errand.order();
    var again =
        new PayOrder(order.payment(), order.payer(), order.payee(), "2.00", order.currency());
    boolean refused =
        pay(new CustomerPairs.Errand(errand.bank(), again)) instanceof Answer.Refused(var problem)
            && problem.code() == ErrorCode.PAYMENT_ID_REUSED;
    if (paid && !refused) {
      broken.increment();
    }
    return paid && refused;
  }

  private Answer pay(CustomerPairs.Errand errand) {
    return teller.pay(errand.bank(), errand.order());
  }
}

package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.testing.fault.Customers.Customer;

/// Clients that pay without a pause, each repeating an order until it is final and then making the
/// next. What they were told is held against what the banks' books say.
final class PaymentLoad implements AutoCloseable {
  private static final int TIYN_MAX = 500;
  private static final int ORDERED_AGAIN_MAX = 200;
  private static final long FINISH_SECONDS = 120;

  private final Customers network;
  private final List<Customer> customers;
  private final String funds;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();
  private final Queue<Paid> paid = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong lastPaidNanos = new AtomicLong();
  private final AtomicLong longestGapNanos = new AtomicLong();
  private final AtomicLong longestWaitNanos = new AtomicLong();

  /// A payment that its client was told to be final.
  private record Paid(
      PayOrder order, Customer payer, Customer payee, long tiyn, TransactionId transaction) {}

  /// How long payers waited at most.
  ///
  /// @param gap without the end of any payment
  /// @param one from the order of one payment to its end
  record Waits(Duration gap, Duration one) {}

  /// One side of a payment, as a history shows it.
  private record Entry(String payment, Customer owner, HistoryLine.Direction direction) {}

  /// @param funds what each customer has at the beginning
  PaymentLoad(Customers network, List<Customer> customers, String funds) {
    this.network = network;
    this.customers = List.copyOf(customers);
    this.funds = funds;
  }

  /// @param count payments in flight
  void start(int count, long seed) {
    lastPaidNanos.set(System.nanoTime());
    for (int client = 0; client < count; client++) {
      int number = client;
      clients.add(threads.submit(() -> pay(number, new Random(seed + number))));
    }
  }

  int paid() {
    return paid.size();
  }

  /// Waits until so many more payments are final.
  void awaitMore(int count) {
    int goal = paid() + count;
    Customers.await(() -> count + " more payments are final", () -> paid() >= goal);
  }

  /// What was seen since this was asked last.
  Waits takeWaits() {
    return new Waits(
        Duration.ofNanos(longestGapNanos.getAndSet(0)),
        Duration.ofNanos(longestWaitNanos.getAndSet(0)));
  }

  /// Every client finishes what it has begun.
  void finish() throws InterruptedException, ExecutionException, TimeoutException {
    enough.set(true);
    for (Future<?> client : clients) {
      client.get(FINISH_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Each payment stands once in the history of each side, nothing else does, and balances are what
  /// follows from that.
  void requireEachPaidOnce() {
    Map<Entry, HistoryLine> lines = new HashMap<>();
    Map<Customer, Long> balances = new HashMap<>();
    for (Customer customer : customers) {
      balances.put(customer, Amount.parse(funds).tiyn());
      for (HistoryLine line : network.history(customer)) {
        var entry = new Entry(line.payment().value(), customer, line.direction());
        assertThat(lines.put(entry, line)).as("%s a second time", entry).isNull();
      }
    }
    for (Paid each : paid) {
      requireLine(lines, each, each.payer, HistoryLine.Direction.OUT);
      requireLine(lines, each, each.payee, HistoryLine.Direction.IN);
      balances.merge(each.payer, -each.tiyn, Long::sum);
      balances.merge(each.payee, each.tiyn, Long::sum);
    }
    assertThat(lines.keySet())
        .as("what nobody ordered")
        .allSatisfy(entry -> assertThat(entry.payment).startsWith(Customers.FUND));
    balances.forEach(
        (customer, tiyn) ->
            assertThat(network.balance(customer).available())
                .as("%s", customer)
                .isEqualTo(Amount.ofTiyn(tiyn)));
  }

  /// Whoever orders again what was paid is told the same.
  void requireNoAnswerChanged() {
    List<Paid> all = List.copyOf(paid);
    int step = Math.max(1, all.size() / ORDERED_AGAIN_MAX);
    for (int i = 0; i < all.size(); i += step) {
      Paid before = all.get(i);
      assertThat(network.payUntilFinal(before.payer.bank(), before.order).transaction())
          .as("%s", before)
          .isEqualTo(before.transaction);
    }
  }

  @Override
  public void close() {
    enough.set(true);
    threads.shutdownNow();
  }

  private static void requireLine(
      Map<Entry, HistoryLine> lines, Paid paid, Customer owner, HistoryLine.Direction direction) {
    HistoryLine line = lines.remove(new Entry(paid.order.payment(), owner, direction));
    assertThat(line).as("%s of %s", direction, paid).isNotNull();
    assertThat(line.amount().tiyn()).as("%s", paid).isEqualTo(paid.tiyn);
    assertThat(line.transaction()).as("%s", paid).isEqualTo(paid.transaction);
  }

  private void pay(int client, Random random) {
    for (int number = 0; !enough.get(); number++) {
      Customer payer = customers.get(random.nextInt(customers.size()));
      Customer payee = other(payer, random);
      long tiyn = 1L + random.nextInt(TIYN_MAX);
      var order =
          new PayOrder(
              "load-%d-%d".formatted(client, number),
              payer.account(),
              payee.account(),
              Amount.ofTiyn(tiyn).toString(),
              Customers.KZT);
      long begin = System.nanoTime();
      PayOutcome.Final outcome = network.payUntilFinal(payer.bank(), order);
      noteEnd(begin);
      paid.add(new Paid(order, payer, payee, tiyn, outcome.transaction()));
    }
  }

  private void noteEnd(long begin) {
    long now = System.nanoTime();
    longestWaitNanos.accumulateAndGet(now - begin, Math::max);
    longestGapNanos.accumulateAndGet(now - lastPaidNanos.getAndSet(now), Math::max);
  }

  private Customer other(Customer payer, Random random) {
    Customer payee = payer;
    while (payee.equals(payer)) {
      payee = customers.get(random.nextInt(customers.size()));
    }
    return payee;
  }
}

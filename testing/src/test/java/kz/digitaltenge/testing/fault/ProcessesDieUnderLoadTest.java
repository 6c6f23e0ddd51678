package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.testing.fault.Customers.Customer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes are killed in turn at moments that chance chooses, also while they start, while dozens
/// of payments are in flight. Afterwards every payment is final once, in every book.
///
/// `-Dfault.seed=N` repeats the clients' choices and the kills' schedule, though not what the
/// processes happen to do meanwhile.
class ProcessesDieUnderLoadTest {
  private static final Duration KILLING = Duration.ofSeconds(20);
  private static final int KILLS_MIN = 5;
  private static final int PROGRESS = 20;
  private static final int IN_FLIGHT = 32;
  private static final int CUSTOMERS_PER_BANK = 8;
  private static final String FUNDS = "1000.00";
  private static final String ISSUED = "100000.00";
  private static final String DATABASE = "database";

  private final Random random = new Random(seed());

  @TempDir private Path folder = Path.of("");

  @Test
  void everyPaymentIsFinalOnceWhoeverDied() throws Exception {
    try (ProcessNetwork network = ProcessNetwork.start(folder)) {
      var customers = new Customers(network);
      customers.issueToEach(ISSUED);
      List<Customer> payers = customers.openAtEach(CUSTOMERS_PER_BANK, FUNDS);
      try (var load = new PaymentLoad(customers, payers, FUNDS)) {
        load.start(IN_FLIGHT, random.nextLong());
        killInTurn(network, load);
        load.finish();
        customers.awaitQuietAndBalanced();
        load.requireEachPaidOnce();
        System.out.printf("%d payments are final once.%n", load.paid());
      }
      Amount twice = Amount.parse(ISSUED).plus(Amount.parse(ISSUED));
      assertThat(network.centralBank().supply().issued()).isEqualTo(twice);
      assertThat(network.audit().findings()).isEmpty();
    }
  }

  private void killInTurn(ProcessNetwork network, PaymentLoad load) throws InterruptedException {
    List<String> victims = new ArrayList<>(network.roles());
    victims.add(DATABASE);
    long end = System.nanoTime() + KILLING.toNanos();
    for (int kills = 0; kills < KILLS_MIN || System.nanoTime() < end; kills++) {
      // The next kill comes when the last one is overcome.
      load.awaitMore(PROGRESS);
      Thread.sleep(random.nextInt(500));
      int before = load.paid();
      String victim = victims.get(kills % victims.size());
      if (victim.equals(DATABASE)) {
        network.killDatabase();
        Thread.sleep(random.nextInt(500));
        network.startDatabase();
      } else {
        killProcess(network.process(victim));
      }
      System.out.printf("%s was killed after %d payments.%n", victim, before);
    }
  }

  private void killProcess(RoleProcess process) throws InterruptedException {
    process.kill();
    Thread.sleep(random.nextInt(500));
    if (random.nextInt(3) == 0) {
      process.begin();
      Thread.sleep(random.nextInt(1_500));
      process.kill();
    }
    process.start();
  }

  private static long seed() {
    long seed = Long.getLong("fault.seed", System.nanoTime());
    System.out.println("fault.seed=" + seed);
    return seed;
  }
}

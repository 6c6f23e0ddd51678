package kz.digitaltenge.testing.fault;

import static kz.digitaltenge.testing.fault.ProcessNetwork.HALYK;
import static kz.digitaltenge.testing.fault.ProcessNetwork.NOTARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.testing.fault.Customers.Customer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the notary's only member fills up while payments are in flight. The member stops
/// with a sentence; when there is room again it goes on, and every payment is final once.
class NotaryDiskIsFullTest {
  private static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(90);
  private static final int IN_FLIGHT = 32;
  private static final int PAID_BEFORE = 50;
  private static final int CUSTOMERS = 16;
  private static final String FUNDS = "1000.00";

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private SmallDisk disk;

  @BeforeEach
  void mount() {
    disk = SmallDisk.at(new DataFolder(folder).notary(NOTARY));
    if (!disk.isMounted()) {
      System.err.println("NOT TESTED: a notary's full disk. Mounting a small disk takes root.");
    }
    Assumptions.assumeTrue(disk.isMounted(), "mounting a small disk takes root");
  }

  @AfterEach
  void unmount() {
    disk.close();
  }

  @Test
  void theMemberStopsAndGoesOnWhenThereIsRoom() throws Exception {
    try (ProcessNetwork network = ProcessNetwork.start(folder)) {
      var customers = new Customers(network);
      IssueOrder order =
          network.approved(new IssueOrder(HALYK.value(), "100000.00", Customers.KZT, "for-all"));
      Customers.await(
          () -> order + " is final",
          () -> network.centralBank().issue(order) instanceof PayOutcome.Final);
      try (var load = new PaymentLoad(customers, openAccounts(customers), FUNDS)) {
        load.start(IN_FLIGHT, 1);
        Customers.await(() -> "payments are made", () -> load.paid() >= PAID_BEFORE);
        disk.fill();
        String why = network.process(NOTARY).awaitFailure(FAILURE_TIMEOUT);
        assertThat(why).contains("This member of the notary stops");
        int paid = load.paid();

        disk.empty();
        network.process(NOTARY).start();

        Customers.await(() -> "payments go on", () -> load.paid() > paid);
        load.finish();
        customers.awaitQuietAndBalanced();
        load.requireEachPaidOnce();
      }
    }
  }

  private static List<Customer> openAccounts(Customers customers) {
    var opened = new ArrayList<Customer>();
    for (int number = 1; number <= CUSTOMERS; number++) {
      Customer customer = customers.open(HALYK, "customer " + number);
      customers.fund(customer, FUNDS);
      opened.add(customer);
    }
    return opened;
  }
}

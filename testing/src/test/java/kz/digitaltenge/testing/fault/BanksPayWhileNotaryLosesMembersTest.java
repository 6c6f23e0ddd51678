package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.testing.fault.Customers.Customer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Customers of two banks pay each other while the notary of three members loses its leader, gets
/// it back, and loses whoever leads then; every bank and member is a process. Every payment is
/// final once in every book, and no answer changes.
///
/// What payers saw of it is printed and not asserted, as in [NotaryLosesMembersTest].
class BanksPayWhileNotaryLosesMembersTest {
  private static final int MEMBERS = 3;
  private static final int IN_FLIGHT = 16;
  private static final int CUSTOMERS_PER_BANK = 4;
  private static final int SOME = 40;
  private static final String FUNDS = "1000.00";
  private static final String ISSUED = "10000.00";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyPaymentIsFinalOnceWhicheverMemberIsLost() throws Exception {
    try (ProcessNetwork network = ProcessNetwork.start(folder, MEMBERS)) {
      var customers = new Customers(network);
      customers.issueToEach(ISSUED);
      List<Customer> payers = customers.openAtEach(CUSTOMERS_PER_BANK, FUNDS);
      try (var load = new PaymentLoad(customers, payers, FUNDS)) {
        load.start(IN_FLIGHT, 1);
        load.awaitMore(SOME);
        loseLeader(network, load);
        loseLeader(network, load);
        load.finish();
        customers.awaitQuietAndBalanced();
        load.requireEachPaidOnce();
        load.requireNoAnswerChanged();
      }
      network.members().awaitTogether();
      network.members().requireNoSuspicion();
      Amount twice = Amount.parse(ISSUED).plus(Amount.parse(ISSUED));
      assertThat(network.centralBank().supply().issued()).isEqualTo(twice);
    }
  }

  /// Payments go on without it, and it comes back to what was decided meanwhile.
  private static void loseLeader(ProcessNetwork network, PaymentLoad load) {
    String leader = network.members().leader();
    var _ = load.takeWaits();
    network.process(leader).kill();
    load.awaitMore(SOME);
    PaymentLoad.Waits waits = load.takeWaits();
    System.out.printf(
        "MEASURED %s, which led, is killed: no payment for %d ms, one waited %d ms, %d in all%n",
        leader, waits.gap().toMillis(), waits.one().toMillis(), load.paid());
    network.process(leader).start();
    network.members().awaitBack(leader);
  }
}

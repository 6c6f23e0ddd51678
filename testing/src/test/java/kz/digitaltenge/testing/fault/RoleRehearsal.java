package kz.digitaltenge.testing.fault;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.testing.dishonest.HonestNetwork;

/// Shows the virtual machine once what processes of roles do: every role starts, money is issued
/// and a payment goes from bank to bank. [RoleClasses] keeps what it saw.
final class RoleRehearsal {
  private RoleRehearsal() {}

  static void main(String[] arguments) {
    // Loaded, so that they are kept too.
    var _ = List.of(RoleMain.READY, new Tripwire());
    try (HonestNetwork network = HonestNetwork.start(Path.of(arguments[0]))) {
      network.issue(HonestNetwork.HALYK, "100.00", "rehearsal");
      AccountId payer = network.customer(HonestNetwork.HALYK, "payer", "10.00");
      network.issue(HonestNetwork.CENTER_CREDIT, "100.00", "rehearsal too");
      AccountId payee = network.customer(HonestNetwork.CENTER_CREDIT, "payee", "10.00");
      var order =
          new PayOrder("rehearsal", payer.value(), payee.value(), "1.00", HonestNetwork.KZT);
      Customers.await(
          () -> "the payment is final",
          () -> network.node(HonestNetwork.HALYK).pay(order) instanceof PayOutcome.Final);
    }
    System.exit(0);
  }
}

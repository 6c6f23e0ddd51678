package kz.digitaltenge.app.role;

import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.register.CustomersPay;
import kz.digitaltenge.node.register.PostgresRegisters;
import kz.digitaltenge.node.register.RegisterDesk;
import kz.digitaltenge.node.register.RegisterPace;
import kz.digitaltenge.node.register.Registers;
import kz.digitaltenge.node.vault.Holding;

/// What a bank's node pays by itself once it was ordered: registers.
///
/// @param book that they are kept in
record BankOrders(PostgresRegisters book, Registers paying, String bank)
    implements AutoCloseable {
  static BankOrders of(NodeRole node, NodeSetting setting) {
    NodeParts parts = node.parts();
    CustomerOperations customers = node.customers().orElseThrow();
    NetworkParameters network = parts.network().get().current();
    Participant self = network.participant(parts.self()).orElseThrow();
    PostgresRegisters book = PostgresRegisters.open(setting.database());
    var paying =
        new Registers(
            book,
            new Registers.Neighbourhood(
                parts.network(),
                self.bankCode(),
                account -> parts.names().apply(account).isPresent(),
                new CustomersPay(customers, parts.purse())),
            new Registers.Place(
                node.flows().payments(),
                Registers.PayeeFinder.of(customers),
                Holding.of(network.assets().getFirst().asset()),
                parts.tasks(),
                parts.clock()),
            RegisterPace.STANDARD);
    return new BankOrders(book, paying, parts.self().value());
  }

  /// Goes on with what a stop interrupted.
  void start() {
    paying.start();
  }

  RegisterOperations registers() {
    return new RegisterDesk(paying, bank);
  }

  @Override
  public void close() {
    book.close();
  }
}

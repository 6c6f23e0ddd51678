package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.app.observe.OpenOrders.Kind;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.register.CustomersPay;
import kz.digitaltenge.node.register.Payers;
import kz.digitaltenge.node.register.PostgresRegisters;
import kz.digitaltenge.node.register.RegisterDesk;
import kz.digitaltenge.node.register.RegisterMemory;
import kz.digitaltenge.node.register.RegisterPace;
import kz.digitaltenge.node.register.Registers;
import kz.digitaltenge.node.register.Signatories;
import kz.digitaltenge.node.standing.PostgresStandingOrders;
import kz.digitaltenge.node.standing.StandingBook;
import kz.digitaltenge.node.standing.StandingDesk;
import kz.digitaltenge.node.standing.StandingOrders;
import kz.digitaltenge.node.standing.StandingRules;
import kz.digitaltenge.node.standing.StandingSignatories;
import kz.digitaltenge.node.vault.Holding;

/// What a bank's node pays by itself once it was ordered: registers and standing orders.
///
/// @param approving looks again and again for registers that signatories have decided on
/// @param forgetting forgets whom registers paid that ended long ago
/// @param standing looks again and again for what falls due
/// @param centralBank whose calendar standing orders go by
/// @param books that they are kept in
record BankOrders(
    Registers paying,
    RegisterOperations registers,
    Rounds approving,
    Rounds forgetting,
    Rounds standing,
    StandingOrderOperations standingOrders,
    OperatorClient centralBank,
    Books books)
    implements AutoCloseable {
  /// Between two looks at what falls due.
  private static final Duration ROUND = Duration.ofSeconds(2);

  private static final Duration FORGETTING_ROUND = Duration.ofMinutes(10);

  private record Books(PostgresRegisters registers, PostgresStandingOrders standing) {}

  static BankOrders of(
      NodeRole node,
      NodeSetting setting,
      Machine machine,
      PostgresOutbox outbox,
      Signatories signatories,
      StandingSignatories standingSignatories) {
    NodeParts parts = node.parts();
    NetworkParameters network = parts.network().get().current();
    CustomerOperations customers = node.customers().orElseThrow();
    var payers = new CustomersPay(customers, parts.purse());
    String bank = parts.self().value();
    Holding tenge = Holding.of(network.assets().getFirst().asset());
    var books =
        new Books(
            PostgresRegisters.open(setting.database(), outbox),
            PostgresStandingOrders.open(setting.database(), outbox, tenge.asset().code()));
    var centralBank =
        new OperatorClient(
            Endpoint.parse(network.centralBank().endpoint()),
            network.centralBank().node().value(),
            setting.tls(),
            machine.threads());
    Registers paying = registers(node, customers, payers, signatories, books.registers());
    var standing =
        new StandingOrders(
            books.standing(),
            new StandingOrders.Place(
                node.payments(Origin.STANDING_ORDER),
                standingSignatories,
                Registers.PayeeFinder.of(customers),
                new CentralCalendar(
                    year -> centralBank.days().calendar(year, Optional.empty()),
                    machine.businessClock()),
                tenge,
                parts.tasks(),
                machine.businessClock(),
                parts.network()),
            StandingRules.STANDARD);
    return new BankOrders(
        paying,
        new RegisterDesk(paying, bank),
        new Rounds("registers to approve", ROUND, parts.tasks(), paying::settle),
        new Rounds(
            "registers to forget",
            FORGETTING_ROUND,
            parts.tasks(),
            new RegisterMemory(books.registers(), setting.retention().registers(), parts.clock())
                ::forget),
        new Rounds("standing orders", ROUND, parts.tasks(), standing::round),
        new StandingDesk(standing, parts.network(), payers, bank),
        centralBank,
        books);
  }

  private static Registers registers(
      NodeRole node,
      CustomerOperations customers,
      Payers payers,
      Signatories signatories,
      PostgresRegisters book) {
    NodeParts parts = node.parts();
    NetworkParameters network = parts.network().get().current();
    Participant self = network.participant(parts.self()).orElseThrow();
    return new Registers(
        book,
        new Registers.Neighbourhood(
            parts.network(),
            self.bankCode(),
            account -> parts.names().apply(account).isPresent(),
            payers),
        new Registers.Place(
            node.payments(Origin.REGISTER),
            Registers.PayeeFinder.of(customers),
            signatories,
            Holding.of(network.assets().getFirst().asset()),
            parts.tasks(),
            parts.clock()),
        RegisterPace.STANDARD);
  }

  /// What is under way of it.
  Map<Kind, Long> open() {
    StandingBook.UnderWay standing = books.standing().underWay();
    return Map.of(
        Kind.REGISTER,
        (long) books.registers().open().size(),
        Kind.STANDING_ORDER,
        standing.orders(),
        Kind.STANDING_PAYMENT,
        standing.payments());
  }

  /// Goes on with what a stop interrupted, and with what falls due.
  void start() {
    paying.start();
    approving.start();
    forgetting.start();
    standing.start();
  }

  @Override
  public void close() {
    centralBank.close();
    books.registers().close();
    books.standing().close();
  }
}

package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.OrderSigning;
import kz.digitaltenge.node.conversion.PostgresStockConversions;
import kz.digitaltenge.node.conversion.StockConversionDesk;
import kz.digitaltenge.node.conversion.StockConversions;
import kz.digitaltenge.node.conversion.StockEvents;
import kz.digitaltenge.node.conversion.StockKeeper;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.Holding;

/// A bank's own conversions with the central bank, and a keeper of the stock where marks are set.
///
/// @param centralBank admits the node's own certificate to its bank's conversions
record BankStock(
    StockConversionDesk desk, OperatorClient centralBank, Rounds rounds, Optional<Rounds> keeping)
    implements AutoCloseable {
  /// For one answer of the central bank: a caller waits for it.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Between two looks at open conversions.
  private static final Duration ROUND = Duration.ofSeconds(2);

  /// Between two looks at the stock.
  private static final Duration STOCK_ROUND = Duration.ofSeconds(5);

  static BankStock of(
      NodeRole node, NodeSetting setting, Machine machine, Optional<StockKeeper.Marks> marks) {
    NodeParts parts = node.parts();
    Participant centralBank = parts.network().get().current().centralBank();
    var client =
        new OperatorClient(
            Endpoint.parse(centralBank.endpoint()),
            centralBank.node().value(),
            setting.tls(),
            machine.threads(),
            PATIENCE);
    AccountId stock = node.ownAccount();
    Holding tenge = Holding.of(parts.network().get().current().assets().getFirst().asset());
    var conversions =
        new StockConversions(
            node.open(
                PostgresStockConversions.open(
                    setting.self().value(),
                    setting.database(),
                    new StockEvents(node.books().outbox(), stock, tenge.asset().code()))),
            new StockConversions.Place(
                client.conversions(),
                new OrderSigning(setting.self(), node.identity(), parts.network(), machine.clock()),
                node.payments(Origin.STOCK),
                stock,
                NodeRole.ownAccount(centralBank),
                tenge,
                () -> sum(node.operations(), stock, tenge, BalanceLine::available)),
            machine.businessClock());
    return new BankStock(
        new StockConversionDesk(conversions, parts.network(), setting.self().value()),
        client,
        new Rounds("the bank's conversions", ROUND, parts.tasks(), conversions::resume),
        marks.map(
            each ->
                new Rounds(
                    "the stock",
                    STOCK_ROUND,
                    parts.tasks(),
                    // With what is on its way, so that an issue is not ordered twice.
                    new StockKeeper(
                            conversions,
                            each,
                            () ->
                                sum(
                                    node.operations(),
                                    stock,
                                    tenge,
                                    line -> line.total().plus(line.incoming())),
                            machine.businessClock())
                        ::keep)));
  }

  void start() {
    rounds.start();
    keeping.ifPresent(Rounds::start);
  }

  StockConversionOperations operations() {
    return desk;
  }

  @Override
  public void close() {
    centralBank.close();
  }

  private static Amount sum(
      NodeOperations node, AccountId stock, Holding tenge, Function<BalanceLine, Amount> part) {
    return node.balances(stock.value()).stream()
        .filter(line -> line.asset().equals(tenge.asset()) && line.mark().isEmpty())
        .map(part)
        .reduce(Amount.ZERO, Amount::plus);
  }
}

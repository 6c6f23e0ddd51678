package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.adapters.abs.BankCoreBanking;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.api.operator.PaymentListOperations;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.app.observe.OpenOrders;
import kz.digitaltenge.node.conversion.ClientConversionDesk;
import kz.digitaltenge.node.conversion.ClientConversions;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.operator.PaymentListDesk;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.VaultException;
import org.jspecify.annotations.Nullable;

/// A bank's node: customers' accounts and payments, a stock account for the money that is issued to
/// the bank, customers' conversions out of it, and a keeper of it where marks are set.
public final class BankRole implements AutoCloseable {
  static final String OWN_ACCOUNT = "stock";

  /// Of each wait for the core banking system; what is not answered in it is asked again.
  private static final Duration CORE_TIMEOUT = Duration.ofSeconds(5);

  /// Between two looks at open conversions.
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final NodeRole node;
  private final Meters meters;
  private final String self;
  private final Telling telling;
  private final Noticing noticing;
  private final Refunding refunding;
  private final Requesting requesting;
  private final Mandating mandating;
  private final BankOrders orders;
  private final @Nullable Converting converting;

  /// Conversions with what they need running.
  ///
  /// @param stock the bank's own
  private record Converting(
      BankCoreBanking core, ClientConversionDesk desk, Rounds rounds, BankStock stock) {}

  private BankRole(
      NodeRole node, NodeSetting setting, Machine machine, @Nullable BankCore banking) {
    this.node = node;
    this.meters = machine.meters();
    this.self = setting.self().value();
    this.telling = Telling.of(node);
    this.noticing = Noticing.of(node, setting, machine);
    this.mandating = node.mandating(telling);
    this.requesting = Requesting.of(node, setting, telling, mandating.approvals());
    this.refunding = Refunding.of(node, setting, mandating.approvals());
    this.orders =
        BankOrders.of(
            node,
            setting,
            machine,
            telling.outbox(),
            mandating.signatories(),
            mandating.standing());
    this.converting =
        banking == null ? null : converting(node, setting, machine, banking, mandating.approvals());
    var _ =
        node.open(
            machine
                .meters()
                .nodes()
                .orders(
                    setting.self().value(),
                    new OpenOrders(this::open, () -> telling.outbox().count())));
  }

  private Map<OpenOrders.Kind, Long> open() {
    var open = new EnumMap<OpenOrders.Kind, Long>(OpenOrders.Kind.class);
    open.putAll(requesting.open());
    open.putAll(orders.open());
    return open;
  }

  /// Starts the node; it takes payments when this returns, and converts nothing.
  public static BankRole start(NodeSetting setting, Machine machine) {
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    try {
      return started(new BankRole(node, setting, machine, null));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /// The same, converting for customers against the bank's core banking system, which need not be
  /// there yet. Open conversions go on beside it.
  public static BankRole start(NodeSetting setting, Machine machine, BankCore banking) {
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    try {
      return started(new BankRole(node, setting, machine, banking));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static BankRole started(BankRole role) {
    role.noticing.begin();
    role.node.start(
        server ->
            OperatorServices.offerStock(server, role::stockConversions, role.node.parts().self()));
    role.telling.rounds().start();
    role.noticing.rounds().start();
    role.refunding.rounds().start();
    role.requesting.rounds().start();
    role.mandating.rounds().start();
    role.orders.start();
    if (role.converting != null) {
      var _ =
          role.node.open(
              role.meters
                  .links()
                  .of(role.self, CentralBankRole.CORE_BANKING, role.converting.core()::trouble));
      role.converting.rounds().start();
      role.converting.stock().start();
    }
    return role;
  }

  private static Converting converting(
      NodeRole node, NodeSetting setting, Machine machine, BankCore banking, Approvals approvals) {
    NodeParts parts = node.parts();
    var core =
        new BankCoreBanking(
            banking.conversions(),
            new Caller(
                new TlsSockets(setting.tls()),
                new Caller.Place(banking.endpoint(), banking.name(), CORE_TIMEOUT)),
            machine.businessClock());
    var place =
        new ClientConversions.Place(
            core,
            approvals.asking(node.payments(Origin.CONVERSION)),
            node.ownAccount(),
            Holding.of(parts.network().get().current().assets().getFirst().asset()),
            account -> parts.names().apply(account).isPresent());
    PostgresClientConversions book =
        node.open(
            PostgresClientConversions.open(
                setting.database(), node.books().outbox(), place.holding().asset().code()));
    var conversions = new ClientConversions(book, place, machine.businessClock());
    var days =
        new ClientConversionDesk.Days(
            setting.self().value(), CoreBankingPlan.ZONE, machine.businessClock());
    return new Converting(
        core,
        new ClientConversionDesk(conversions, core, parts.network(), days),
        new Rounds(
            "customers' conversions",
            ROUND,
            parts.tasks(),
            () -> {
              var _ = conversions.resume();
            }),
        BankStock.of(node, setting, machine, banking.marks()));
  }

  public NodeOperations operations() {
    return node.operations();
  }

  public CustomerOperations customers() {
    return node.customers().orElseThrow();
  }

  /// Customers' conversions, for the bank's own programs.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `CORE_BANKING_MISSING`
  public ClientConversionOperations conversions() {
    if (converting == null) {
      throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
    }
    return converting.desk();
  }

  /// The bank's own conversions with the central bank, for its programs and operators.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `CORE_BANKING_MISSING`
  public StockConversionOperations stockConversions() {
    if (converting == null) {
      throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
    }
    return converting.stock().operations();
  }

  /// Refunds, for the bank's own programs.
  public RefundOperations refunds() {
    return refunding.desk();
  }

  /// Payments made and received, for the bank's own programs.
  public PaymentListOperations payments() {
    return new PaymentListDesk(node.parts(), node.flows()::openPayments);
  }

  /// Requests to pay, for the bank's own programs.
  public PaymentRequestOperations requests() {
    return requesting.desk();
  }

  /// Accounts that several people sign for, for the bank's own programs.
  public MandateOperations mandates() {
    return mandating.desk();
  }

  /// Registers of payouts, for the bank's own programs.
  public RegisterOperations registers() {
    return orders.registers();
  }

  /// Standing orders, for the bank's own programs.
  public StandingOrderOperations standingOrders() {
    return orders.standingOrders();
  }

  /// For plans that no customer orders.
  public Transactions transactions() {
    return node.flows().transactions();
  }

  /// Completes when the vault can no longer vouch for its writes; the process should end then.
  public CompletableFuture<VaultException> failure() {
    return node.failure();
  }

  @Override
  public void close() {
    node.close();
    orders.close();
    refunding.close();
    if (converting != null) {
      converting.core().close();
      converting.stock().close();
    }
  }
}

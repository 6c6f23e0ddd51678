package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.LiveState;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.Accounts;

/// What the customers of a network do and see, and what its operators compare: everything through
/// the operators' interfaces, by a client that is patient and repeats itself.
final class Customers {
  static final String KZT = "KZT";

  /// Begins the names of payments that give customers their first money.
  static final String FUND = "fund-";

  private static final List<NodeId> BANKS =
      List.of(ProcessNetwork.HALYK, ProcessNetwork.CENTER_CREDIT);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ProcessNetwork network;

  /// An account of somebody.
  record Customer(NodeId bank, String account) {}

  Customers(ProcessNetwork network) {
    this.network = network;
  }

  Customer open(NodeId bank, String reference) {
    NodeOperations node = network.node(bank);
    return new Customer(bank, node.openAccount(new OpenAccount(reference, reference)).number());
  }

  /// The bank's own account.
  Customer stock(NodeId bank) {
    return new Customer(bank, Accounts.own(network.node(bank).status().bankCode()).value());
  }

  /// Gives a customer money out of the bank's stock.
  void fund(Customer customer, String amount) {
    var order =
        new PayOrder(
            FUND + customer.account(),
            stock(customer.bank()).account(),
            customer.account(),
            amount,
            KZT);
    payUntilFinal(customer.bank(), order);
  }

  /// Has the central bank issue money to each bank.
  void issueToEach(String amount) {
    for (NodeId bank : BANKS) {
      IssueOrder order = network.approved(new IssueOrder(bank.value(), amount, KZT, "for-" + bank));
      await(
          () -> order + " is final",
          () -> network.centralBank().issue(order) instanceof PayOutcome.Final);
    }
  }

  /// Opens so many accounts at each bank and gives each money.
  List<Customer> openAtEach(int count, String funds) {
    var opened = new ArrayList<Customer>();
    for (int number = 0; number < count; number++) {
      for (NodeId bank : BANKS) {
        Customer customer = open(bank, "customer " + number);
        fund(customer, funds);
        opened.add(customer);
      }
    }
    return opened;
  }

  /// Sends an order again and again until it is final, as a client does that hears nothing or that
  /// nothing moved.
  PayOutcome.Final payUntilFinal(NodeId bank, PayOrder order) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var last = "nothing";
    while (System.nanoTime() < end) {
      try {
        PayOutcome outcome = network.node(bank).pay(order);
        if (outcome instanceof PayOutcome.Final settled) {
          return settled;
        }
        last = outcome.toString();
      } catch (PlatformException e) {
        last = e.toString();
      }
      pause();
    }
    throw new AssertionError("%s has no end; the last answer was %s".formatted(order, last));
  }

  List<HistoryLine> history(Customer customer) {
    NodeOperations node = network.node(customer.bank());
    var lines = new ArrayList<HistoryLine>();
    OptionalLong before = OptionalLong.of(HistoryPart.NEWEST);
    while (before.isPresent()) {
      HistoryPart part =
          node.history(customer.account(), before.getAsLong(), HistoryPart.LINES_MAX);
      lines.addAll(part.lines());
      before = part.next();
    }
    return lines;
  }

  BalanceLine balance(Customer customer) {
    List<BalanceLine> lines = network.node(customer.bank()).balances(customer.account());
    assertThat(lines).hasSizeLessThanOrEqualTo(1);
    return lines.isEmpty() ? nothing() : lines.getFirst();
  }

  /// Everything the account owns is free and of this amount.
  void awaitAvailable(Customer customer, String amount) {
    Amount expected = Amount.parse(amount);
    await(
        () -> "%s has %s and has %s".formatted(customer, amount, balance(customer)),
        () -> {
          BalanceLine balance = balance(customer);
          return balance.available().equals(expected) && !balance.reserved().isPositive();
        });
  }

  /// The payment moved once, in both books.
  void awaitMovedOnce(String payment, Customer payer, Customer payee, String amount) {
    await(
        () -> payment + " is in both histories",
        () -> count(payment, payer) > 0 && count(payment, payee) > 0);
    for (Customer side : List.of(payer, payee)) {
      assertThat(history(side))
          .filteredOn(line -> line.payment().value().equals(payment))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.amount()).isEqualTo(Amount.parse(amount));
                assertThat(line.direction())
                    .isEqualTo(
                        side.equals(payer) ? HistoryLine.Direction.OUT : HistoryLine.Direction.IN);
              });
    }
  }

  private long count(String payment, Customer customer) {
    return history(customer).stream()
        .filter(line -> line.payment().value().equals(payment))
        .count();
  }

  /// Everybody knows the end of everything, and the books of the nodes, of the notary and of the
  /// central bank say the same.
  void awaitQuietAndBalanced() {
    await(
        () -> "nothing is unresolved, and there are " + unresolved(), () -> unresolved().isEmpty());
    await(() -> "books agree, and they do not: " + disagreement(), () -> disagreement().isEmpty());
    // Housekeeping may begin again at any time; it takes tokens for moments.
    await(() -> "nothing is reserved, and there is " + unsettled(), () -> unsettled().isEmpty());
  }

  /// Accounts with money that something under way has taken, or that is on its way.
  private List<String> unsettled() {
    var found = new ArrayList<String>();
    for (NodeOperations node : network.nodes()) {
      node.accounts(
          account ->
              node.balances(account.number()).stream()
                  .filter(line -> line.reserved().isPositive() || line.incoming().isPositive())
                  .forEach(line -> found.add(account.number() + " " + line)));
    }
    return found;
  }

  private List<String> unresolved() {
    return network.nodes().stream()
        .map(NodeOperations::status)
        .filter(status -> status.unresolved() > 0)
        .map(status -> status.unresolved() + " at " + status.node())
        .toList();
  }

  /// What a reconciliation finds wrong; empty when all is well.
  private Optional<String> disagreement() {
    Set<StateRef> held = new HashSet<>();
    Set<StateRef> twice = new HashSet<>();
    var sum = new long[1];
    for (NodeOperations node : network.nodes()) {
      node.liveStates(
          state -> {
            if (!held.add(state.ref())) {
              twice.add(state.ref());
            }
            sum[0] += state.kind() == LiveState.Kind.TOKEN ? state.amount().tiyn() : 0;
          });
    }
    Set<StateRef> listed = new HashSet<>();
    network.notary().liveRefs(listed::add);
    SupplyLine supply = network.centralBank().supply();
    Set<StateRef> unlisted = new HashSet<>(held);
    unlisted.removeAll(listed);
    Set<StateRef> lost = new HashSet<>(listed);
    lost.removeAll(held);
    boolean agree =
        twice.isEmpty()
            && unlisted.isEmpty()
            && lost.isEmpty()
            && supply.circulating().tiyn() == sum[0];
    return agree
        ? Optional.empty()
        : Optional.of(
            "held twice %s, not at the notary %s, at nobody %s, circulating %s, held %d tiyn"
                .formatted(twice, unlisted, lost, supply.circulating(), sum[0]));
  }

  /// Bounded; what is being asked may be down for a while.
  static void await(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<PlatformException> last = Optional.empty();
    while (System.nanoTime() < end) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        last = Optional.empty();
      } catch (PlatformException e) {
        last = Optional.of(e);
      }
      pause();
    }
    throw new AssertionError("Not so within " + PATIENCE + ": " + what.get(), last.orElse(null));
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private BalanceLine nothing() {
    return new BalanceLine(
        network.centralBank().supply().asset(),
        Optional.empty(),
        Amount.ZERO,
        Amount.ZERO,
        Amount.ZERO,
        Amount.ZERO);
  }
}

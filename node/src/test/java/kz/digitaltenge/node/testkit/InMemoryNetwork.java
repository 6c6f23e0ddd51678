package kz.digitaltenge.node.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.vault.Holding;

/// The central bank, three banks and the notary, all running, and what connects them.
public final class InMemoryNetwork {
  // Every network of the tests is the same one, so a signature is verified once in all tests.
  private static final TestNetwork KEYS = TestNetwork.of(1);
  private static final SignatureVerifier VERIFIER = new RememberingVerifier();
  private static final List<NodeId> NODES =
      List.of(
          TestNetwork.CENTRAL_BANK,
          TestNetwork.HALYK,
          TestNetwork.CENTERCREDIT,
          TestNetwork.EURASIAN);

  private final Simulation simulation;
  private final LogBook log;
  private final Wire wire;
  private final SimulatedNotary notary;
  private final Map<NodeId, SimulatedNode> nodes = new LinkedHashMap<>();
  private final Mint mint;
  private final List<StepWatcher> watchers = new ArrayList<>();

  /// Is told how far each transaction comes at each node.
  @FunctionalInterface
  public interface StepWatcher {
    void reached(SimulatedNode node, Step step, TransactionId transaction);
  }

  private InMemoryNetwork(Simulation simulation, LogBook log) {
    this.simulation = simulation;
    this.log = log;
    this.wire = new Wire(simulation);
    this.notary =
        new SimulatedNotary(
            simulation, KEYS.signed(KEYS.parameters()), KEYS.headSigners(), VERIFIER);
    NODES.forEach(id -> nodes.put(id, new SimulatedNode(this, KEYS.node(id))));
    this.mint = new Mint(this, KEYS);
  }

  /// Plays a scenario on a network that has just started and holds no money.
  public static void play(long seed, Consumer<InMemoryNetwork> scenario) {
    var simulation = new Simulation(seed, TestNetwork.NOW);
    var log = new LogBook();
    try {
      simulation.play(
          () -> {
            var network = new InMemoryNetwork(simulation, log);
            network.nodes.values().forEach(SimulatedNode::start);
            scenario.accept(network);
            assertThat(log.errors()).as("errors in the log").isEmpty();
          });
    } finally {
      log.close();
    }
  }

  /// The same with a seed that no test cares about.
  public static void play(Consumer<InMemoryNetwork> scenario) {
    play(1, scenario);
  }

  public Simulation simulation() {
    return simulation;
  }

  public LogBook log() {
    return log;
  }

  public Wire wire() {
    return wire;
  }

  public SimulatedNotary notary() {
    return notary;
  }

  public Mint mint() {
    return mint;
  }

  public TestNetwork keys() {
    return KEYS;
  }

  SignatureVerifier verifier() {
    return VERIFIER;
  }

  NetworkView genesis() {
    return KEYS.view();
  }

  public List<SimulatedNode> nodes() {
    return List.copyOf(nodes.values());
  }

  public SimulatedNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  public SimulatedNode centralBank() {
    return node(TestNetwork.CENTRAL_BANK);
  }

  public SimulatedNode halyk() {
    return node(TestNetwork.HALYK);
  }

  public SimulatedNode centerCredit() {
    return node(TestNetwork.CENTERCREDIT);
  }

  public SimulatedNode eurasian() {
    return node(TestNetwork.EURASIAN);
  }

  /// An account with money in it: one token for each amount in tenge.
  public AccountId funded(SimulatedNode bank, long... tenge) {
    AccountId account = bank.open("customer");
    mint.issue(bank, account, LongStream.of(tenge).mapToObj(Amount::ofTenge).toList());
    return account;
  }

  public static PaymentOrder order(String id, AccountId payer, AccountId payee, long tenge) {
    return new PaymentOrder(
        new PaymentId(id), payer, payee, Holding.of(TestNetwork.KZT), Amount.ofTenge(tenge));
  }

  /// Sends an order once and waits for the answer.
  public PaymentResult pay(SimulatedNode bank, PaymentOrder order) {
    return simulation.await(bank.pay(order), Duration.ofMinutes(10));
  }

  public void watch(StepWatcher watcher) {
    watchers.add(watcher);
  }

  void stepped(SimulatedNode node, Step step, TransactionId transaction) {
    List.copyOf(watchers).forEach(each -> each.reached(node, step, transaction));
  }

  /// Good weather again, everybody up, and time for whatever is open to come to its end; then the
  /// books must balance.
  public void settle() {
    quieten();
    Books.balance(this);
  }

  /// Good weather again, everybody up, and time for whatever is open to come to its end.
  public void quieten() {
    wire.weather(_ -> Wire.Fate.ARRIVES);
    notary.weather((_, _) -> SimulatedNotary.Fate.ANSWERS);
    nodes.values().stream().filter(node -> !node.isUp()).forEach(SimulatedNode::start);
    simulation.pass(Duration.ofMinutes(3));
  }
}

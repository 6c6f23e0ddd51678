package kz.digitaltenge.node.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.ledger.testkit.TestNode;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.account.DerivedKeys;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.block.OrderShelf;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.Attestor;
import kz.digitaltenge.node.payment.NodeFlows;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.StreamPeers;
import kz.digitaltenge.node.purse.Balance;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.Vault;
import org.jspecify.annotations.Nullable;

/// A node that can crash at any moment and starts again from what its disk has.
///
/// Its flows are the real ones; its clock may be wrong, its keys are always the same.
public final class SimulatedNode {
  private final InMemoryNetwork network;
  private final Simulation simulation;
  private final TestNode identity;
  private final DerivedKeys keys;
  private final Map<AccountId, String> accounts = new LinkedHashMap<>();
  private final MemoryEvidence evidence;
  private final OrderShelf orders = OrderShelf.inMemory();
  private BlockBook blocks;
  private MemoryVault memory = new MemoryVault(MemoryVault.Syncing.BY_HAND);
  private Duration clockError = Duration.ZERO;
  private NetworkView view;
  private HousekeepingPolicy housekeeping = HousekeepingPolicy.USUAL;
  private @Nullable Step crashAt;
  private @Nullable RequestDesk requests;
  private AccountGuard guard = AccountGuard.NONE;
  private List<SimulatedNode> crashesAlong = List.of();
  private @Nullable Running running;
  private int lives;

  private record Running(Life life, Disk disk, NodeParts parts, NodeFlows flows) {}

  SimulatedNode(InMemoryNetwork network, TestNode identity) {
    this.network = network;
    this.simulation = network.simulation();
    this.identity = identity;
    this.keys = new DerivedKeys(TestKeys.seed("seed of " + identity.id()), Ed25519Keys.ofJdk());
    this.view = network.genesis();
    this.evidence = new MemoryEvidence(network.keys(), network.verifier());
    this.blocks = book();
  }

  /// What this node has found out about others, in all its lives.
  public MemoryEvidence evidence() {
    return evidence;
  }

  /// The central bank's orders as this node has them; kept on a shelf that outlives it.
  public BlockBook blocks() {
    return blocks;
  }

  private BlockBook book() {
    SignedParameters genesis = network.keys().signed(network.keys().parameters());
    return BlockBook.open(
        () -> List.of(genesis),
        network.verifier(),
        () -> simulation.now().plus(clockError),
        orders);
  }

  public NodeId id() {
    return identity.id();
  }

  /// An account that is there in every life.
  public AccountId open(String name) {
    var account =
        AccountId.of(identity.participant().bankCode(), "%013d".formatted(accounts.size() + 1));
    accounts.put(account, name);
    return account;
  }

  /// The node's own account, which customers cash out to.
  public AccountId openOwn() {
    AccountId account = Accounts.own(identity.participant().bankCode());
    accounts.put(account, "own");
    return account;
  }

  public Iterable<AccountId> accounts() {
    return accounts.keySet();
  }

  /// Takes requests to pay from now on, in this and later lives.
  public void requests(RequestDesk desk) {
    requests = desk;
    var _ = restart();
  }

  /// Asks this one before money moves, in this and later lives.
  public void guard(AccountGuard next) {
    guard = next;
    var _ = restart();
  }

  /// Starts from what the disk has.
  public SimulatedNode start() {
    if (running != null) {
      throw new IllegalStateException(id() + " runs already");
    }
    var life = new Life();
    lives++;
    blocks = book();
    var disk = new Disk(simulation, life, memory);
    NodeParts parts = parts(life, disk);
    var flows = new NodeFlows(parts);
    running = new Running(life, disk, parts, flows);
    RequestDesk asked = requests;
    network
        .wire()
        .open(
            id(),
            life,
            asked == null
                ? new PeerService(flows.desk(), parts.tasks())
                : new PeerService(flows.desk(), asked, parts.tasks()));
    flows.start();
    return this;
  }

  private NodeParts parts(Life life, Disk disk) {
    Notary notary = network.notary().port(id(), life);
    var attestor =
        new Attestor(
            view.networkId(),
            id(),
            identity.identity(),
            this::freshKey,
            () -> notary.newestHead().map(head -> head.head().size()).orElse(0L));
    return new NodeParts(
        id(),
        disk,
        new Purse(housekeeping),
        keys,
        keys,
        account -> Optional.ofNullable(accounts.get(account)),
        () -> view,
        attestor,
        notary,
        new StreamPeers(peer -> network.wire().link(id(), life, peer)),
        network.verifier(),
        simulation.tasks(life),
        () -> simulation.now().plus(clockError),
        Entropy.from(simulation.random()),
        this::reached,
        blocks,
        evidence,
        guard);
  }

  private Signer freshKey() {
    return TestKeys.ed25519("attesting key of " + id() + " in life " + lives);
  }

  private void reached(Step step, TransactionId transaction) {
    network.stepped(this, step, transaction);
    if (step == crashAt) {
      crashAt = null;
      crashesAlong.forEach(SimulatedNode::crash);
      crash();
      throw new Crashed();
    }
  }

  public boolean isUp() {
    return running != null;
  }

  /// Everything in memory is gone; of what waited for the disk, chance decides.
  public void crash() {
    Running was = running();
    int survivors = simulation.random().nextInt(memory.unsynced() + 1);
    memory = memory.afterCrash(survivors);
    running = null;
    simulation.end(was.life());
  }

  /// Crashes when a transaction next gets there, and these others with it.
  public void crashAt(Step step, SimulatedNode... alongside) {
    crashAt = step;
    crashesAlong = List.of(alongside);
  }

  /// Takes [#crashAt] back.
  public void spare() {
    crashAt = null;
  }

  /// What the disk has now, for [#restore].
  public MemoryVault backup() {
    return memory.afterCrash(0);
  }

  /// Starts again from a backup.
  public SimulatedNode restore(MemoryVault backup) {
    if (isUp()) {
      crash();
    }
    memory = backup;
    return start();
  }

  public SimulatedNode restart() {
    if (isUp()) {
      crash();
    }
    return start();
  }

  /// How much this node's clock is ahead.
  public void clockError(Duration ahead) {
    clockError = ahead;
  }

  public NetworkView view() {
    return view;
  }

  /// What this node takes for the network from now on.
  public void view(NetworkView next) {
    view = next;
  }

  /// From its next start.
  public void housekeeping(HousekeepingPolicy policy) {
    housekeeping = policy;
  }

  /// A client sends an order. Fails with `CONNECTION_LOST` when the node crashes before it answers.
  public CompletableFuture<PaymentResult> pay(PaymentOrder order) {
    return ask(flows -> flows.payments().pay(order));
  }

  /// Runs something in a task of this node.
  public <T> CompletableFuture<T> ask(Function<NodeFlows, T> question) {
    var answer = new CompletableFuture<T>();
    Running now = running;
    if (now == null) {
      answer.completeExceptionally(lost());
      return answer;
    }
    now.life().atEnd(() -> answer.completeExceptionally(lost()));
    now.parts().tasks().start("client of " + id(), () -> answer(answer, now.flows(), question));
    return answer;
  }

  private PlatformException lost() {
    return Problem.of(ErrorCode.CONNECTION_LOST, "peer", id(), "reason", "it crashed").exception();
  }

  private static <T> void answer(
      CompletableFuture<T> answer, NodeFlows flows, Function<NodeFlows, T> question) {
    try {
      answer.complete(question.apply(flows));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  public Balance balance(AccountId account) {
    return purse().balance(account, Holding.of(TestNetwork.KZT));
  }

  public Amount available(AccountId account) {
    return balance(account).available();
  }

  public NodeFlows flows() {
    return running().flows();
  }

  public NodeParts parts() {
    return running().parts();
  }

  public Purse purse() {
    return parts().purse();
  }

  public Disk disk() {
    return running().disk();
  }

  /// The vault itself, without the disk's delays.
  public Vault vault() {
    return memory;
  }

  public Instant clock() {
    return simulation.now().plus(clockError);
  }

  private Running running() {
    return Objects.requireNonNull(running, () -> id() + " is down");
  }
}

package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.Attestor;
import kz.digitaltenge.node.payment.NodeFlows;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.StreamPeers;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.supply.CutStatements;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.MemoryVault;
import org.jspecify.annotations.Nullable;

/// A node that can crash at any moment and starts again from what its disk has. Its flows are the
/// real ones; its clock may be wrong, its keys are always the same.
final class SimulatedNode {
  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final NodeId id;
  private final String bankCode;
  private final Map<AccountId, String> accounts = new LinkedHashMap<>();
  private final Map<PaymentId, Calls> asked = new HashMap<>();
  private MemoryVault memory = new MemoryVault(MemoryVault.Syncing.BY_HAND);
  private Duration clockError = Duration.ZERO;
  private NetworkView view;
  private @Nullable Step crashAt;
  private @Nullable Running running;
  private int lives;

  /// One life with everything that ends with it.
  record Running(
      Life life,
      Disk disk,
      NodeParts parts,
      NodeFlows flows,
      NotaryCuts notaryCuts,
      CutStatements cuts,
      StreamPeers peers) {}

  SimulatedNode(SimulatedNetwork network, NodeId id) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.id = id;
    NetworkParameters genesis = network.parties().genesis().parameters();
    this.view = NetworkView.genesis(genesis);
    this.bankCode = genesis.participant(id).orElseThrow().bankCode();
  }

  NodeId id() {
    return id;
  }

  /// An account that is there in every life.
  AccountId open(String name) {
    var account = AccountId.of(bankCode, "%013d".formatted(accounts.size() + 1));
    accounts.put(account, name);
    return account;
  }

  List<AccountId> accounts() {
    return List.copyOf(accounts.keySet());
  }

  boolean isUp() {
    return running != null;
  }

  /// Starts from what the disk has.
  void start() {
    var life = new Life();
    lives++;
    scheduler.note("starts", id, lives);
    var disk =
        new Disk(
            scheduler,
            life,
            memory,
            network.climate().diskMost(),
            (records, done) -> network.watch().appending(id, records, done));
    NodeParts parts = parts(life, disk);
    var flows = new NodeFlows(parts);
    NotaryCuts notaryCuts = network.cuts(id, life, parts.notary(), () -> view);
    var cuts = new CutStatements(parts, flows, notaryCuts, network.parties().identity(id));
    running = new Running(life, disk, parts, flows, notaryCuts, cuts, (StreamPeers) parts.peers());
    network.wire().open(id.value(), life, new PeerService(flows.desk(), cuts, parts.tasks()));
    flows.start();
  }

  private NodeParts parts(Life life, Disk disk) {
    Tasks tasks = scheduler.tasks(life);
    InstantSource clock = () -> scheduler.now().plus(clockError);
    Notary notary = network.client(id, life, clock, () -> view);
    Signing signing = network.parties().signing();
    String freshKey = "attesting key of " + id + " in life " + lives;
    return new NodeParts(
        id,
        disk,
        new Purse(network.climate().housekeeping()),
        signing.keys(id.value()),
        label -> Hash.sha256(id.value().getBytes(UTF_8), label.toBytes()),
        account -> Optional.ofNullable(accounts.get(account)),
        () -> view,
        new Attestor(
            view.networkId(),
            id,
            network.parties().identity(id),
            () -> signing.signer(SchemeId.ED25519, freshKey),
            () -> notary.newestHead().map(head -> head.head().size()).orElse(0L)),
        notary,
        new StreamPeers(peer -> network.wire().link(id.value(), life, peer.value())),
        network.parties().verifier(),
        tasks,
        clock,
        Entropy.from(scheduler.dice()),
        this::reached,
        Blocks.NONE,
        this::accuse,
        AccountGuard.NONE);
  }

  /// Nobody here does wrong, so nothing may prove that somebody did.
  private void accuse(NodeId suspect, Supplier<Evidence> evidence) {
    network.watch().accused(id, new Culprit.Node(suspect), network.parties().judge(evidence.get()));
  }

  private void reached(Step step, TransactionId transaction) {
    scheduler.note(step.name(), transaction, id);
    if (step == crashAt) {
      crashAt = null;
      crash();
      throw new Crashed();
    }
  }

  /// Everything in memory is gone; of what waited for the disk, chance decides.
  void crash() {
    Running was = running();
    int survivors = scheduler.dice().nextInt(memory.unsynced() + 1);
    scheduler.note("crashes", id, survivors + " of " + memory.unsynced() + " writes survive");
    memory = memory.afterCrash(survivors);
    running = null;
    asked.clear();
    scheduler.end(was.life());
  }

  /// Crashes when a transaction next gets there.
  void crashAt(Step step) {
    crashAt = step;
  }

  /// Takes [#crashAt] back.
  void spare() {
    crashAt = null;
  }

  /// How much this node's clock is ahead.
  void clockError(Duration ahead) {
    scheduler.note("has its clock set", id, ahead);
    clockError = ahead;
  }

  /// What this node takes for the network from now on.
  void adopt(NetworkParameters next) {
    scheduler.note("adopts epoch " + next.epoch(), id, "");
    view = view.adopt(next);
  }

  NetworkView view() {
    return view;
  }

  /// A customer sends an order. Fails with `CONNECTION_LOST` when the node crashes before it
  /// answers.
  CompletableFuture<PaymentResult> pay(PaymentOrder order) {
    return ask(flows -> watched(flows, order));
  }

  /// Somebody else who asks for the same payment meanwhile may begin what this call did not.
  private PaymentResult watched(NodeFlows flows, PaymentOrder order) {
    Calls calls = asked.computeIfAbsent(order.id(), _ -> new Calls());
    calls.begin();
    try {
      List<TransactionId> before =
          memory.attempts(order.id()).join().stream().map(KnownTransaction::id).toList();
      PaymentResult result = flows.payments().pay(order);
      network.watch().told(id, result, before, calls.isAlone());
      return result;
    } finally {
      if (calls.end()) {
        asked.remove(order.id(), calls);
      }
    }
  }

  /// The calls for one payment that run at the same time.
  private static final class Calls {
    private int runningNow;
    private int overlapping;

    void begin() {
      runningNow++;
      overlapping = Math.max(overlapping, runningNow);
    }

    boolean isAlone() {
      return overlapping == 1;
    }

    /// True for the last of them.
    boolean end() {
      return --runningNow == 0;
    }
  }

  /// Runs something in a task of this node.
  <T> CompletableFuture<T> ask(Function<NodeFlows, T> question) {
    var answer = new CompletableFuture<T>();
    Running now = running;
    if (now == null) {
      answer.completeExceptionally(lost());
      return answer;
    }
    Runnable mourner = () -> answer.completeExceptionally(lost());
    now.life().atEnd(mourner);
    var _ = answer.whenComplete((_, _) -> now.life().forget(mourner));
    now.parts().tasks().start("client of " + id, () -> answer(answer, now.flows(), question));
    return answer;
  }

  private PlatformException lost() {
    return Problem.of(ErrorCode.CONNECTION_LOST, "peer", id, "reason", "it crashed").exception();
  }

  private static <T> void answer(
      CompletableFuture<T> answer, NodeFlows flows, Function<NodeFlows, T> question) {
    try {
      answer.complete(question.apply(flows));
    } catch (PlatformException e) {
      answer.completeExceptionally(e);
    }
  }

  /// The vault itself, without the disk's delays.
  MemoryVault vault() {
    return memory;
  }

  Running running() {
    return Objects.requireNonNull(running, () -> id + " is down");
  }
}

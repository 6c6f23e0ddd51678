package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.supply.ProofShelf;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.Silence;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.node.peer.PeerService;
import org.jspecify.annotations.Nullable;

/// The central bank proves the supply again and again, by the code that production runs. Everybody
/// is honest, so no proof may be red; a green one says what the all-knowing book says; and once all
/// is quiet nobody is silent.
final class CutOffice {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int TRIES_AT_REST = 3;

  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final boolean cheat;
  private final Shelf shelf = new Shelf();
  private CompletableFuture<Boolean> cuts = CompletableFuture.completedFuture(true);
  private @Nullable Life proverOf;
  private @Nullable SupplyProver prover;

  /// What is on the central bank's disk.
  private static final class Shelf implements ProofShelf {
    private @Nullable SupplyProof newest;
    private @Nullable Instant newestDay;

    @Override
    public void keep(SupplyProof proof, Kind kind) {
      newest = SupplyProof.decode(proof.encode());
      if (kind == Kind.DAY) {
        newestDay = proof.cut().head().logTime();
      }
    }

    @Override
    public Optional<SupplyProof> newest() {
      return Optional.ofNullable(newest);
    }

    @Override
    public Optional<Instant> newestDay() {
      return Optional.ofNullable(newestDay);
    }
  }

  CutOffice(SimulatedNetwork network) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.cheat = network.climate().rivalPauseMost().isPositive();
  }

  void start(BooleanSupplier evening) {
    Duration pauseMost = network.climate().cutPauseMost();
    if (pauseMost.isZero()) {
      return;
    }
    if (!cheat) {
      letTheOtherIssuerSpeak();
    }
    cuts =
        scheduler.beside(
            "cuts",
            () -> {
              while (!evening.getAsBoolean()) {
                scheduler.pass(network.dice().upTo(pauseMost));
                var _ = prove();
              }
              return true;
            });
  }

  /// Who has an asset of its own and does nothing with it says so.
  private void letTheOtherIssuerSpeak() {
    var life = new Life();
    network
        .wire()
        .open(
            Parties.DOUBLE_SPENDER.value(),
            life,
            new PeerService(
                new IdleIssuer.NoPayments(),
                new IdleIssuer(network.parties()),
                scheduler.tasks(life)));
  }

  void end() {
    scheduler.await(cuts, PATIENCE);
  }

  /// All is mended: whoever was away answers.
  void proveAtRest() {
    if (network.climate().cutPauseMost().isZero()) {
      return;
    }
    Optional<SupplyVerdict> last = Optional.empty();
    for (int i = 0; i < TRIES_AT_REST && !isAsItShouldBe(last); i++) {
      last = prove();
    }
    network
        .watch()
        .holds(
            isAsItShouldBe(last),
            "once all is quiet nobody is silent at a cut",
            last.map(verdict -> verdict.silences().toString()).orElse("there is no proof"));
  }

  private boolean isAsItShouldBe(Optional<SupplyVerdict> verdict) {
    return verdict
        .filter(
            it ->
                it.silences().stream()
                    .map(Silence::node)
                    .allMatch(node -> cheat && node.equals(Parties.DOUBLE_SPENDER)))
        .isPresent();
  }

  private Optional<SupplyVerdict> prove() {
    SimulatedNode node = network.centralBank();
    try {
      SupplyProver.Proven proven = scheduler.await(node.ask(_ -> prover(node).prove()), PATIENCE);
      check(proven);
      return Optional.of(proven.verdict());
    } catch (PlatformException e) {
      scheduler.note("no supply proof", e.code(), "");
      return Optional.empty();
    }
  }

  /// The prover lives as long as the node does.
  private SupplyProver prover(SimulatedNode node) {
    SimulatedNode.Running now = node.running();
    SupplyProver known = prover;
    if (known != null && proverOf == now.life()) {
      return known;
    }
    var fresh =
        new SupplyProver(
            now.parts(),
            new SupplyProver.Place(
                now.cuts(),
                now.peers(),
                now.notaryCuts(),
                network.parties()::chain,
                network.parties().identity(node.id()),
                shelf));
    proverOf = now.life();
    prover = fresh;
    return fresh;
  }

  private void check(SupplyProver.Proven proven) {
    SupplyVerdict verdict = proven.verdict();
    scheduler.note("supply proof", verdict.outcome(), proven.proof().position());
    network
        .watch()
        .holds(
            verdict.outcome() != SupplyOutcome.RED,
            "no supply proof of an honest network is red",
            verdict.findings().toString());
    Map<NodeId, Long> sums = sums(proven.proof());
    for (SignedStatement said : proven.proof().statements()) {
      isWhatTheBookHas(said.statement(), sums);
    }
    if (verdict.outcome() == SupplyOutcome.GREEN) {
      long all = sums.values().stream().mapToLong(Long::longValue).sum();
      long proved =
          verdict.totals().stream()
              .filter(total -> total.asset().equals(Parties.TENGE))
              .mapToLong(total -> total.circulating().tiyn())
              .sum();
      network
          .watch()
          .holds(
              proved == all,
              "a green supply proof says how much there is",
              "%d tiyn, not %d".formatted(proved, all));
    }
  }

  private void isWhatTheBookHas(NodeStatement said, Map<NodeId, Long> sums) {
    long tiyn = said.claim(Parties.TENGE).map(AssetClaim::live).map(live -> live.tiyn()).orElse(0L);
    network
        .watch()
        .holds(
            tiyn == sums.getOrDefault(said.node(), 0L),
            "a node states at a cut what it holds there",
            "%s says %d tiyn, and holds %d".formatted(said.node(), tiyn, sums.get(said.node())));
  }

  private Map<NodeId, Long> sums(SupplyProof proof) {
    Map<StateRef, Book.Coin> then =
        network
            .watch()
            .book()
            .liveBelow(proof.position(), network.parties().genesis().parameters().hash());
    Map<NodeId, Long> sums = new HashMap<>();
    then.values().forEach(coin -> sums.merge(coin.custodian(), coin.tiyn(), Long::sum));
    return sums;
  }
}

package kz.digitaltenge.node.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.Flow;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SetSum;
import kz.digitaltenge.ledger.supply.SumTree;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Turnover;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;

/// What this node claims to hold after all decisions below a cut: its live references in a tree an
/// asset, a hash of them all, and what has passed between it and the others.
///
/// Everything here is a sum over settlements, in any order. Between two cuts the ends gather in
/// [OpenEnds]; a cut folds in those below it and leaves the rest. After a restart the book begins
/// from the vault, which holds the same sums; cuts that are older than what the vault has can then
/// not be stated any more. Thread-safe; a cut may take some tenths of a second.
public final class ClaimBook {
  /// After this long nobody asks about a cut again, and ends are folded in as they come. Longer
  /// than a cut takes when somebody is silent; meanwhile ends gather, at some kilobytes each.
  private static final Duration CUT_LASTS = Duration.ofSeconds(25);

  /// A cut is never older than this when it is asked for.
  private static final Duration CUT_AGE_MAX = Duration.ofSeconds(10);

  private final NodeId self;
  private final OpenEnds ends;

  // Guarded by this.
  private final Map<Asset, SumTree> trees = new TreeMap<>();
  private final Map<Turned, Long> totals = new TreeMap<>();
  private final Set<StateRef> spentEarly = new HashSet<>();
  private final SetSum set = new SetSum(SetHash.EMPTY);
  private final Map<Asset, StateRef> registers = new TreeMap<>();
  private long references;
  private long reached = -1;
  private Instant heldUntil = Instant.MIN;
  private long heldAt = -1;
  private Optional<Hash> standsAt = Optional.empty();

  private record Turned(Asset asset, Turnover.Kind kind, NodeId peer)
      implements Comparable<Turned> {
    private static final Comparator<Turned> ORDER =
        Comparator.comparing(Turned::asset).thenComparing(Turned::kind).thenComparing(Turned::peer);

    @Override
    public int compareTo(Turned other) {
      return ORDER.compare(this, other);
    }
  }

  public ClaimBook(NodeId self, OpenEnds ends) {
    this.self = self;
    this.ends = ends;
  }

  /// Begins with what the vault has.
  public synchronized void restore(VaultScan scan, NetworkView network) {
    scan.liveStates(this::add);
    scan.spentEarly(spentEarly::add);
    for (AssetTerms terms : network.current().assets()) {
      Asset asset = terms.asset();
      StateRef genesis = GenesisRegister.of(network.networkId(), asset).ref();
      if (asset.issuer().equals(self) && !registers.containsKey(asset)) {
        add(genesis, asset, 0);
        registers.put(asset, genesis);
      }
      // A register that is gone for good would otherwise wait here for its creation.
      spentEarly.remove(genesis);
    }
    scan.turnovers().forEach(this::turn);
    reached = scan.highestPosition();
  }

  /// What this node says at a cut; empty when it has gone beyond it already. The caller has made
  /// sure that everything below the cut has ended here.
  public synchronized Optional<NodeStatement> stateAt(Hash networkId, LogHead cut, Instant now) {
    if (cut.size() <= reached) {
      return Optional.empty();
    }
    ends.takeBelow(cut.size()).forEach(this::fold);
    heldUntil = now.plus(CUT_LASTS);
    heldAt = cut.size();
    standsAt = Optional.of(NodeStatement.cut(cut));
    var claims = new ArrayList<AssetClaim>();
    trees.forEach((asset, tree) -> claims.add(claim(asset, tree)));
    return Optional.of(
        new NodeStatement(networkId, self, NodeStatement.cut(cut), references, set.hash(), claims));
  }

  /// The cut at a log position is over: nobody asks about it again.
  public synchronized void over(long position) {
    if (position == heldAt) {
      heldUntil = Instant.MIN;
    }
  }

  /// Folds in what no cut can be asked for any more, so that little waits for the next one.
  public synchronized void foldOld(Instant newestLogTime, Instant now) {
    if (now.isAfter(heldUntil)) {
      List<VaultRecord.Settled> old = ends.takeBefore(newestLogTime.minus(CUT_AGE_MAX));
      if (!old.isEmpty()) {
        standsAt = Optional.empty();
        old.forEach(this::fold);
      }
    }
  }

  /// The leaves at these ranks in an asset's tree at a cut, and that of its issuance register, if
  /// it is here; empty when the book has gone on since.
  ///
  /// @param cut as in [NodeStatement#cut()]
  public synchronized Optional<List<SumTree.Place>> places(
      Hash cut, Asset asset, List<Long> ranks) {
    if (!standsAt.equals(Optional.of(cut))) {
      return Optional.empty();
    }
    var places = new ArrayList<SumTree.Place>();
    ranks.forEach(rank -> places.add(tree(asset).at(rank)));
    Optional.ofNullable(registers.get(asset))
        .map(tree(asset)::of)
        .filter(place -> !places.contains(place))
        .ifPresent(places::add);
    return Optional.of(places);
  }

  /// The references of a bucket at a cut, of all assets; empty when the book has gone on since.
  ///
  /// @param cut as in [NodeStatement#cut()]
  public synchronized Optional<List<StateRef>> bucket(Hash cut, int bucket) {
    if (!standsAt.equals(Optional.of(cut))) {
      return Optional.empty();
    }
    var references = new ArrayList<StateRef>();
    trees.values().forEach(tree -> references.addAll(tree.bucket(bucket)));
    return Optional.of(references);
  }

  private AssetClaim claim(Asset asset, SumTree tree) {
    return new AssetClaim(
        asset,
        tree.root(),
        Amount.ofTiyn(total(asset, Turnover.Kind.ISSUED)),
        Amount.ofTiyn(total(asset, Turnover.Kind.REDEEMED)),
        flows(asset, Turnover.Kind.IN),
        flows(asset, Turnover.Kind.OUT));
  }

  private long total(Asset asset, Turnover.Kind kind) {
    return totals.getOrDefault(new Turned(asset, kind, self), 0L);
  }

  private List<Flow> flows(Asset asset, Turnover.Kind kind) {
    var flows = new ArrayList<Flow>();
    totals.forEach(
        (turned, tiyn) -> {
          if (turned.asset.equals(asset) && turned.kind == kind) {
            flows.add(new Flow(turned.peer, tiyn));
          }
        });
    return flows;
  }

  private void fold(VaultRecord.Settled end) {
    reached = Math.max(reached, end.settlement().position());
    for (OwnState state : end.created()) {
      if (!spentEarly.remove(state.ref())) {
        add(state);
      }
    }
    end.consumed().forEach(this::remove);
    end.turnovers().forEach(this::turn);
  }

  private void add(OwnState state) {
    add(state.ref(), state.holding().asset(), state.amount().tiyn());
    if (state.kind() == OwnState.Kind.REGISTER) {
      registers.put(state.holding().asset(), state.ref());
    }
  }

  private void add(StateRef reference, Asset asset, long tiyn) {
    if (tree(asset).add(reference, tiyn)) {
      set.add(reference);
      references++;
    }
  }

  private void remove(StateRef reference) {
    for (SumTree tree : trees.values()) {
      OptionalLong worth = tree.remove(reference);
      if (worth.isPresent()) {
        set.remove(reference);
        references--;
        return;
      }
    }
    spentEarly.add(reference);
  }

  private void turn(Turnover turnover) {
    tree(turnover.asset());
    totals.merge(
        new Turned(turnover.asset(), turnover.kind(), turnover.peer()),
        turnover.tiyn(),
        Math::addExact);
  }

  private SumTree tree(Asset asset) {
    return trees.computeIfAbsent(asset, _ -> new SumTree());
  }
}

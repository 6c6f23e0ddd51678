package kz.digitaltenge.testing.dishonest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Draw;
import kz.digitaltenge.ledger.supply.Flow;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SumNode;
import kz.digitaltenge.ledger.supply.SumTree;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.node.peer.CutDesk;
import kz.digitaltenge.node.peer.CutDraw;
import org.jspecify.annotations.Nullable;

/// What the dishonest bank says at a cut, under its valid key: whatever a test writes here.
public final class CrookedBooks implements CutDesk {
  private final DishonestBank bank;
  private final Signer identity;
  private final Map<StateRef, Long> held = new LinkedHashMap<>();
  private final Map<StateRef, Provenance> known = new LinkedHashMap<>();
  private final Map<NodeId, Long> in = new TreeMap<>();
  private final Map<NodeId, Long> out = new TreeMap<>();
  private @Nullable SignedStatement last;

  CrookedBooks(DishonestBank bank, Signer identity) {
    this.bank = bank;
    this.identity = identity;
  }

  public synchronized void holds(Coin coin) {
    known.put(coin.ref(), coin.spendable().provenance());
    held.put(coin.ref(), coin.spendable().token().amount().tiyn());
  }

  public synchronized void claims(StateRef reference, long tiyn) {
    held.put(reference, tiyn);
  }

  public synchronized void forgets(StateRef reference) {
    held.remove(reference);
  }

  public synchronized void came(NodeId from, Amount amount) {
    in.merge(from, amount.tiyn(), Long::sum);
  }

  public synchronized void went(NodeId to, Amount amount) {
    out.merge(to, amount.tiyn(), Long::sum);
  }

  public synchronized void wentNothing(NodeId to) {
    out.remove(to);
  }

  @Override
  public synchronized SignedStatement state(NodeId peer, SignedHead cut) {
    SumNode root = tree().root();
    var claim = new AssetClaim(bank.tenge(), root, Amount.ZERO, Amount.ZERO, flows(in), flows(out));
    var statement =
        new NodeStatement(
            bank.networkId(),
            bank.id(),
            NodeStatement.cut(cut.head()),
            held.size(),
            SetHash.of(held.keySet()),
            List.of(claim));
    SignedStatement signed = SignedStatement.sign(statement, identity);
    last = signed;
    return signed;
  }

  @Override
  public synchronized List<Opening> open(NodeId peer, CutDraw draw) {
    SumTree tree = tree();
    var openings = new ArrayList<Opening>();
    for (long rank :
        Draw.of(draw.challenge(), draw.statements())
            .ranks(bank.id(), bank.tenge(), tree.root().count())) {
      SumTree.Place place = tree.at(rank);
      Provenance provenance = known.get(place.reference());
      if (provenance != null) {
        openings.add(Opening.of(bank.id(), bank.tenge(), place, provenance));
      }
    }
    return openings;
  }

  @Override
  public synchronized List<SetHash> bucketHashes(NodeId peer) {
    var hashes = new ArrayList<SetHash>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      hashes.add(SetHash.of(references(bucket)));
    }
    return hashes;
  }

  @Override
  public synchronized BucketClaim bucket(NodeId peer, int bucket) {
    return BucketClaim.sign(
        Objects.requireNonNull(last).statement(), bucket, references(bucket), identity);
  }

  @Override
  public synchronized StateProof show(NodeId peer, StateRef reference) {
    return ((Provenance.Notarised) Objects.requireNonNull(known.get(reference))).state();
  }

  @Override
  public synchronized PairPart pair(NodeId peer, PairQuestion question) {
    return PairPart.sign(
        Objects.requireNonNull(last).statement(),
        question.pair(),
        question.stretch(),
        List.of(),
        identity);
  }

  @Override
  public void notice(NodeId peer, SupplyNotice notice) {}

  private List<StateRef> references(int bucket) {
    return held.keySet().stream().filter(each -> TreeKey.bucket(each) == bucket).toList();
  }

  private SumTree tree() {
    var tree = new SumTree();
    held.forEach(tree::add);
    return tree;
  }

  private static List<Flow> flows(Map<NodeId, Long> flows) {
    return flows.entrySet().stream().map(each -> new Flow(each.getKey(), each.getValue())).toList();
  }
}

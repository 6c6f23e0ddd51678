package kz.digitaltenge.node.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Draw;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.Pair;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.Passed;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SumTree;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.node.payment.NodeFlows;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.CutDesk;
import kz.digitaltenge.node.peer.CutDraw;
import kz.digitaltenge.node.vault.KnownTransaction;
import org.jspecify.annotations.Nullable;

/// States this node's books at a cut, and opens what was drawn of them.
///
/// The cut's head exists, so whatever this node attests from now on is decided above it. What it
/// attested before and does not know the end of, the notary is asked about: only decisions below
/// the cut are waited for. Payments go on meanwhile.
public final class CutStatements implements CutDesk {
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration TURN_PATIENCE = Duration.ofSeconds(30);

  private final NodeParts parts;
  private final NodeFlows flows;
  private final NotaryCuts notary;
  private final Signer identity;
  private final Turns turns;
  private volatile @Nullable SignedStatement last;
  private volatile @Nullable CutDraw drawn;
  private volatile @Nullable SupplyNotice notice;
  private @Nullable ReadPair readPair;

  public CutStatements(NodeParts parts, NodeFlows flows, NotaryCuts notary, Signer identity) {
    this.parts = parts;
    this.flows = flows;
    this.notary = notary;
    this.identity = identity;
    this.turns = new Turns(parts.tasks(), TURN_PATIENCE);
  }

  /// The central bank's newest word on the supply that this node has heard.
  public Optional<SupplyNotice> notice() {
    return Optional.ofNullable(notice);
  }

  @Override
  public SignedStatement state(NodeId peer, SignedHead cut) {
    requireCentralBank(peer);
    return turns.take(() -> state(cut));
  }

  private SignedStatement state(SignedHead cut) {
    parts.tasks().await(parts.notary().witness(cut), HEAD_TIMEOUT);
    SignedStatement said = last;
    if (said != null && said.statement().cut().equals(NodeStatement.cut(cut.head()))) {
      return said;
    }
    awaitEndsBelow(cut.head().size());
    NodeStatement statement =
        flows
            .claims()
            .stateAt(parts.network().get().networkId(), cut.head(), parts.clock().instant())
            .orElseThrow(() -> malformed("cut", "it is older than what was settled here"));
    SignedStatement signed = SignedStatement.sign(statement, identity);
    last = signed;
    drawn = null;
    return signed;
  }

  /// Everything that this node may have attested before it saw the cut has ended here, or is not
  /// decided below it.
  private void awaitEndsBelow(long size) {
    Set<TransactionId> left = flows.openEnds().open();
    Instant until = parts.clock().instant().plus(PATIENCE);
    boolean asked = false;
    while (!left.isEmpty()) {
      if (parts.clock().instant().isAfter(until)) {
        throw Problem.of(
                ErrorCode.OVERLOADED,
                "queue",
                "The payments of %s that are decided and not settled".formatted(parts.self()),
                "limit",
                left.size())
            .exception();
      }
      parts.tasks().sleep(PAUSE);
      left = flows.openEnds().stillOpen(left);
      if (!asked) {
        left = decidedBelow(size, List.copyOf(left));
        asked = true;
      }
    }
  }

  private Set<TransactionId> decidedBelow(long size, List<TransactionId> ids) {
    var decided = new HashSet<TransactionId>();
    for (int from = 0; from < ids.size(); from += NotaryCuts.IDS_MAX) {
      List<TransactionId> some = ids.subList(from, Math.min(ids.size(), from + NotaryCuts.IDS_MAX));
      List<OptionalLong> positions = parts.tasks().await(notary.positions(size, some), ASK_TIMEOUT);
      for (int i = 0; i < some.size(); i++) {
        if (positions.get(i).isPresent()) {
          decided.add(some.get(i));
        }
      }
    }
    return decided;
  }

  @Override
  public List<Opening> open(NodeId peer, CutDraw draw) {
    requireCentralBank(peer);
    return turns.take(() -> open(draw));
  }

  private List<Opening> open(CutDraw draw) {
    SignedStatement said = requireStatement();
    CutDraw before = drawn;
    if (before != null && !before.equals(draw)) {
      throw malformed("challenge", "the leaves of this cut were drawn already");
    }
    if (!draw.statements().contains(said.hash())) {
      throw malformed("statements", "this node's own is not among them");
    }
    parts.tasks().await(parts.notary().witness(draw.challenge()), HEAD_TIMEOUT);
    drawn = draw;
    Draw of = Draw.of(draw.challenge(), draw.statements());
    var openings = new ArrayList<Opening>();
    for (AssetClaim claim : said.statement().assets()) {
      List<Long> ranks = of.ranks(parts.self(), claim.asset(), claim.live().count());
      List<SumTree.Place> places =
          flows
              .claims()
              .places(said.statement().cut(), claim.asset(), ranks)
              .orElseThrow(CutStatements::goneOn);
      openings.addAll(openings(claim, places));
    }
    return openings;
  }

  private List<Opening> openings(AssetClaim claim, List<SumTree.Place> places) {
    NetworkView network = parts.network().get();
    StateRef genesis = GenesisRegister.of(network.networkId(), claim.asset()).ref();
    List<StateRef> made =
        places.stream()
            .map(SumTree.Place::reference)
            .filter(reference -> !reference.equals(genesis))
            .toList();
    List<Provenance> provenances = flows.freshProvenances(made);
    var openings = new ArrayList<Opening>();
    for (SumTree.Place place : places) {
      Provenance provenance =
          place.reference().equals(genesis)
              ? new Provenance.Genesis(claim.asset())
              : provenances.get(made.indexOf(place.reference()));
      openings.add(Opening.of(parts.self(), claim.asset(), place, provenance));
    }
    return openings;
  }

  @Override
  public List<SetHash> bucketHashes(NodeId peer) {
    requireCentralBank(peer);
    Hash cut = requireStatement().statement().cut();
    var hashes = new ArrayList<SetHash>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      hashes.add(SetHash.of(references(cut, bucket)));
    }
    return hashes;
  }

  @Override
  public BucketClaim bucket(NodeId peer, int bucket) {
    requireCentralBank(peer);
    NodeStatement said = requireStatement().statement();
    return BucketClaim.sign(said, bucket, references(said.cut(), bucket), identity);
  }

  private List<StateRef> references(Hash cut, int bucket) {
    return flows.claims().bucket(cut, bucket).orElseThrow(CutStatements::goneOn);
  }

  @Override
  public StateProof show(NodeId peer, StateRef reference) {
    requireCentralBank(peer);
    List<KnownTransaction> known =
        parts
            .tasks()
            .await(parts.vault().transactions(List.of(reference.transaction())), ASK_TIMEOUT);
    if (known.isEmpty()) {
      throw malformed("reference", "its transaction is not known here");
    }
    var transaction =
        SignedTransaction.decode(known.getFirst().transaction().trusted()).transaction();
    if (reference.index() >= transaction.outputs().size()) {
      throw malformed("reference", "its transaction has no such output");
    }
    return transaction.stateProof(reference.index());
  }

  @Override
  public PairPart pair(NodeId peer, PairQuestion question) {
    requireCentralBank(peer);
    return turns.take(() -> pair(question));
  }

  /// Ends are known before they are on disk, so what the vault has may come to less at first.
  private PairPart pair(PairQuestion question) {
    NodeStatement said = requireStatement().statement();
    Pair pair = question.pair();
    boolean side = pair.from().equals(parts.self()) || pair.to().equals(parts.self());
    if (!said.cut().equals(question.cut()) || !side) {
      throw malformed("pair", "it is of another cut or of others");
    }
    Instant until = parts.clock().instant().plus(PATIENCE);
    while (true) {
      List<Passed> passed = passed(question);
      long tiyn =
          passed.stream()
              .filter(each -> each.position() >= question.stretch().from())
              .filter(each -> each.position() < question.stretch().until())
              .mapToLong(Passed::tiyn)
              .sum();
      if (tiyn == question.tiyn()) {
        return PairPart.sign(said, pair, question.stretch(), passed, identity);
      }
      if (parts.clock().instant().isAfter(until)) {
        throw malformed("pair", "what the vault has does not come to what was stated");
      }
      parts.tasks().sleep(PAUSE);
      readPair = null;
    }
  }

  private List<Passed> passed(PairQuestion question) {
    ReadPair known = readPair;
    if (known != null && known.isFor(question)) {
      return known.passed();
    }
    List<Passed> passed =
        new PairTurnovers(parts.self(), parts.vault()).since(question.since(), question.pair());
    readPair = new ReadPair(question.cut(), question.pair(), question.since(), passed);
    return passed;
  }

  /// What was read for a question, for those that follow it.
  private record ReadPair(Hash cut, Pair pair, Instant since, List<Passed> passed) {
    boolean isFor(PairQuestion question) {
      return cut.equals(question.cut())
          && pair.equals(question.pair())
          && since.equals(question.since());
    }
  }

  @Override
  public void notice(NodeId peer, SupplyNotice heard) {
    requireCentralBank(peer);
    NetworkView network = parts.network().get();
    boolean genuine =
        heard.networkId().equals(network.networkId())
            && heard.verifies(network.current().centralBank().identityKey(), parts.verifier());
    if (!genuine) {
      throw Problem.of(ErrorCode.WRONG_SIGNATURE, "subject", "the notice", "signer", peer)
          .exception();
    }
    notice = heard;
    flows.claims().over(heard.position());
  }

  private SignedStatement requireStatement() {
    SignedStatement said = last;
    if (said == null) {
      throw malformed("cut", "nothing was stated yet");
    }
    return said;
  }

  private void requireCentralBank(NodeId peer) {
    if (!peer.equals(parts.network().get().current().centralBank().node())) {
      throw malformed("peer", "only the central bank asks about cuts");
    }
  }

  private static PlatformException goneOn() {
    return malformed("cut", "it was so long ago that these books have gone on");
  }

  private static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }
}

package kz.digitaltenge.centralbank.supply;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.supply.Draw;
import kz.digitaltenge.ledger.supply.LastWord;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.Silence;
import kz.digitaltenge.ledger.supply.SupplyCheck;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.CutDesk;
import kz.digitaltenge.node.peer.CutDraw;
import kz.digitaltenge.node.peer.CutPeers;

/// Proves the supply: has every node and the notary state their books at a cut, draws leaves by a
/// later head and has them opened, judges, keeps the proof and tells the nodes the verdict.
///
/// Payments do not stop for it. On demand, every minute, and at the end of each day. Blocking; one
/// proof at a time.
public final class SupplyProver {
  private static final System.Logger LOG = System.getLogger(SupplyProver.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LOOKS_MAX = 200;

  private final NodeParts parts;
  private final CutPeers peers;
  private final NotaryCuts notary;
  private final Supplier<List<SignedParameters>> chain;
  private final Signer identity;
  private final ProofShelf shelf;
  private final CutDesk own;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  // Written under oneAtATime.
  private volatile Optional<Proven> before = Optional.empty();

  private volatile Consumer<Proven> watcher = _ -> {};

  /// A proof and what it comes to.
  public record Proven(SupplyProof proof, SupplyVerdict verdict) {}

  /// What the prover asks and where it keeps the answers.
  ///
  /// @param own this node's own desk
  /// @param chain all network parameters so far
  /// @param identity signs what the public is told
  public record Place(
      CutDesk own,
      CutPeers peers,
      NotaryCuts notary,
      Supplier<List<SignedParameters>> chain,
      Signer identity,
      ProofShelf shelf) {}

  public SupplyProver(NodeParts parts, Place place) {
    this.parts = parts;
    this.own = place.own;
    this.peers = place.peers;
    this.notary = place.notary;
    this.chain = place.chain;
    this.identity = place.identity;
    this.shelf = place.shelf;
  }

  /// Proves once a minute from now on.
  public void start() {
    parts
        .tasks()
        .start(
            "supply proof",
            () -> {
              boolean running = true;
              while (running) {
                running = once();
              }
            });
  }

  private boolean once() {
    try {
      parts.tasks().sleep(PERIOD);
      var _ = prove();
      return true;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        return false;
      }
      LOG.log(WARNING, () -> "The supply could not be proved: " + e.problem().forLog());
      return true;
    } catch (RuntimeException e) {
      LOG.log(WARNING, "The supply could not be proved", e);
      return true;
    }
  }

  /// Cuts now.
  ///
  /// @throws PlatformException when the notary does not answer; a node that does not answer leaves
  ///   the verdict open
  public Proven prove() {
    Proven proven = proveAlone();
    watcher.accept(proven);
    return proven;
  }

  /// Has each proof shown to somebody before it is given to whoever asked for it; who is shown it
  /// does not wait.
  public void show(Consumer<Proven> to) {
    watcher = to;
  }

  /// The same, shown to nobody: for who looks at it as the one to be shown it would.
  ///
  /// @throws PlatformException likewise
  public Proven proveAlone() {
    oneAtATime.lock();
    try {
      Proven proven = proven(parts.tasks().await(notary.head(), TIMEOUT));
      keep(proven);
      var charges = new Charges(proven.proof, parts.evidence());
      charges.keep(proven.verdict);
      before.ifPresent(last -> charges.compare(last.proof));
      before = Optional.of(proven);
      tell(proven);
      return proven;
    } finally {
      oneAtATime.unlock();
    }
  }

  /// The newest that this process made.
  public Optional<Proven> last() {
    return before;
  }

  /// The newest proof, as it was kept.
  public Optional<SupplyProof> newest() {
    return shelf.newest();
  }

  private Proven proven(SignedHead cut) {
    var round = new CutRound(parts, own, peers);
    CompletableFuture<NotaryCuts.Said<LiveSetStatement>> live = notary.liveSet(cut);
    Map<NodeId, SignedStatement> statements =
        round.ask(
            desk -> desk.state(parts.self(), cut), peer -> peer.wire().state(peer.node(), cut));
    NotaryCuts.Said<LiveSetStatement> said = parts.tasks().await(live, TIMEOUT);
    SignedHead challenge = after(cut);
    var draw = new CutDraw(challenge, Draw.hashes(List.copyOf(statements.values())));
    List<Opening> openings = new ArrayList<>();
    round
        .ask(desk -> desk.open(parts.self(), draw), peer -> peer.wire().open(peer.node(), draw))
        .values()
        .forEach(openings::addAll);
    SupplyProof proof =
        SupplyProof.stated(
                chain.get(),
                cut,
                said.statement(),
                said.members(),
                List.copyOf(statements.values()),
                challenge)
            .withOpenings(openings);
    SupplyVerdict verdict = judge(proof);
    if (!verdict.silences().isEmpty()) {
      proof = proof.withLastWords(lastWords(verdict.silences()));
      verdict = judge(proof);
    }
    boolean pairsDiffer =
        verdict.findings().stream().anyMatch(SupplyFinding.PairDiffers.class::isInstance);
    if (pairsDiffer) {
      Optional<SupplyProof> last = before.or(this::kept).map(Proven::proof);
      proof =
          proof.withPairDisputes(
              new PairDisputes(round, notary, parts.tasks()).of(proof, verdict, last));
      verdict = judge(proof);
    }
    boolean setsDiffer =
        verdict.findings().stream().anyMatch(SupplyFinding.SetsDiffer.class::isInstance);
    if (setsDiffer) {
      SupplyProof disputed =
          proof.withDisputes(
              new Disputes(round, notary, parts.tasks()).of(cut, verdict.silences().isEmpty()));
      return new Proven(disputed, judge(disputed));
    }
    return new Proven(proof, verdict);
  }

  /// A head signed after every node has committed.
  private SignedHead after(SignedHead cut) {
    for (int look = 0; look < LOOKS_MAX; look++) {
      SignedHead head = parts.tasks().await(notary.head(), TIMEOUT);
      if (head.head().logTime().isAfter(cut.head().logTime())) {
        return head;
      }
      parts.tasks().sleep(PAUSE);
    }
    throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "it signs no later head").exception();
  }

  private SupplyVerdict judge(SupplyProof proof) {
    Hash networkId = parts.network().get().networkId();
    return SupplyCheck.judge(proof, networkId, parts.verifier());
  }

  /// What they said at the last cut at which they answered everything: that before this one, or
  /// what that one knew of it.
  private List<LastWord> lastWords(List<Silence> silences) {
    Optional<Proven> last = before.or(this::kept);
    var words = new ArrayList<LastWord>();
    for (Silence silence : silences) {
      last.flatMap(proven -> lastWord(proven, silence.node())).ifPresent(words::add);
    }
    return words;
  }

  private static Optional<LastWord> lastWord(Proven proven, NodeId node) {
    boolean silent =
        proven.verdict.silences().stream().anyMatch(silence -> silence.node().equals(node));
    return silent
        ? proven.proof.lastWords().stream().filter(word -> word.node().equals(node)).findFirst()
        : proven.proof.statement(node).map(said -> new LastWord(proven.proof.cut(), said));
  }

  private Optional<Proven> kept() {
    try {
      return shelf.newest().map(proof -> new Proven(proof, judge(proof)));
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "The newest proof cannot be read: " + e.problem().forLog());
      return Optional.empty();
    }
  }

  private void keep(Proven proven) {
    Instant at = proven.proof.cut().head().logTime();
    proven
        .verdict
        .silences()
        .forEach(silence -> LOG.log(WARNING, () -> "Supply proof: " + silence.sentence()));
    proven
        .verdict
        .findings()
        .forEach(finding -> LOG.log(ERROR, () -> "ALARM: " + finding.sentence()));
    switch (proven.verdict.outcome()) {
      case RED -> shelf.keep(proven.proof, ProofShelf.Kind.RED);
      case INCOMPLETE -> shelf.keep(proven.proof, ProofShelf.Kind.INCOMPLETE);
      case GREEN -> shelf.keep(proven.proof, shelf.kindOfGreen(at));
    }
  }

  /// A courtesy: whoever does not hear it hears the next one.
  private void tell(Proven proven) {
    SupplyNotice notice =
        SupplyNotice.sign(
            parts.network().get().networkId(), proven.proof, proven.verdict, identity);
    own.notice(parts.self(), notice);
    parts.network().get().current().participants().stream()
        .filter(each -> !each.node().equals(parts.self()))
        .forEach(
            each -> {
              var _ = peers.notice(each.node(), notice);
            });
  }
}

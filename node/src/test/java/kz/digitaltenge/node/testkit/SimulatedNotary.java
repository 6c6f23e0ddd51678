package kz.digitaltenge.node.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.MemoryLiveSet;
import kz.digitaltenge.notary.core.NotaryCore;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.Standing;
import org.jspecify.annotations.Nullable;

/// The notary: its real core, with real heads, behind wires that do what the weather says.
///
/// Each request is an entry of its own. It never crashes: what it applied, it remembers.
public final class SimulatedNotary {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMillis(20);
  private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(8);
  private static final Duration RETENTION = Duration.ofDays(1);

  private final Simulation simulation;
  private final Map<String, Signer> headSigners;
  private final SignatureVerifier verifier;
  private final RequestVerifier requests;
  private final MemoryLiveSet state = new MemoryLiveSet();
  private final NotaryCore core;
  private Weather weather = (_, _) -> Fate.ANSWERS;
  private @Nullable SignedHead head;
  private long entries;

  /// What becomes of a question to the notary.
  public enum Fate {
    ANSWERS,
    /// It says so, and does nothing.
    BUSY,
    /// The question is lost on the way.
    REQUEST_IS_LOST,
    /// What was asked is done, and the answer is lost.
    ANSWER_IS_LOST
  }

  /// Decides the fate of each question.
  @FunctionalInterface
  public interface Weather {
    Fate fateOf(NodeId asker, TransactionId about);
  }

  SimulatedNotary(
      Simulation simulation,
      SignedParameters genesis,
      Map<String, Signer> headSigners,
      SignatureVerifier verifier) {
    this.simulation = simulation;
    this.headSigners = headSigners;
    this.verifier = verifier;
    this.requests = new RequestVerifier(verifier);
    this.core = NotaryCore.open(state, genesis, RETENTION);
  }

  public void weather(Weather next) {
    weather = next;
  }

  /// Every reference that is live now.
  public NavigableSet<StateRef> live() {
    var live = new TreeSet<StateRef>();
    state.forEachLive((ref, _) -> live.add(ref));
    return live;
  }

  /// What an all-knowing observer would say of a payment.
  public enum Fortune {
    /// Nobody has committed to anything, or what was committed to is void or too late.
    NOTHING,
    /// Committed to, and the notary may yet make it final.
    OPEN,
    MOVED
  }

  /// The fortune of a payment with these attempts, whatever their bank knows of it.
  public Fortune fortune(List<KnownTransaction> attempts) {
    Fortune fortune = Fortune.NOTHING;
    for (KnownTransaction attempt : attempts) {
      Long position = state.find(List.of(), List.of(attempt.id())).positions().get(attempt.id());
      Instant until = attempt.committed().orElseThrow().windowUntil();
      if (position != null && proof(position).decision().isFinal()) {
        return Fortune.MOVED;
      }
      if (position == null && !core.progress().logTime().isAfter(until)) {
        fortune = Fortune.OPEN;
      }
    }
    return fortune;
  }

  /// Decisions in the log.
  public long logSize() {
    return core.log().size();
  }

  /// The log in one number.
  public Hash logRoot() {
    return core.log().root();
  }

  /// Puts an order into force that blocks a node or lifts its block.
  public void order(BlockOrder order) {
    apply(new Entry.Order(order));
  }

  /// Puts the next parameters into force.
  public void change(SignedParameters parameters) {
    apply(new Entry.Change(parameters));
  }

  /// Applies a request at once, as if a stranger had sent it.
  public NotaryAnswer judge(NotaryRequest request) {
    IdentifiedRequest identified = IdentifiedRequest.decode(request.encode());
    Optional<Ruling.Refused> refused = requests.check(identified, core.standing());
    Ruling ruling =
        refused.isPresent()
            ? refused.get()
            : apply(new Entry.Requests(List.of(identified))).getFirst();
    return answer(ruling, identified.id());
  }

  /// The port of one node, until its life ends.
  Notary port(NodeId asker, Life life) {
    return new Port(asker, life);
  }

  private List<Ruling> apply(Entry.Content content) {
    Standing standing = core.standing();
    var entry = new Entry(logTime(), standing.epoch(), standing.orderSequence(), content);
    head = null;
    return core.apply(new EntryIndex(1, ++entries), Entry.decode(entry.encode())).rulings();
  }

  private Instant logTime() {
    return Instant.ofEpochMilli(simulation.now().toEpochMilli());
  }

  private NotaryAnswer status(TearOff header) {
    apply(new Entry.Requests(List.of()));
    TransactionId id = header.id();
    Long position = state.find(List.of(), List.of(id)).positions().get(id);
    if (position != null) {
      return decided(position);
    }
    Instant until = header.header().window().until();
    if (until.isBefore(core.retainedFrom())) {
      return new NotaryAnswer.Archived(core.retainedFrom());
    }
    return core.progress().logTime().isAfter(until)
        ? never(id, until)
        : new NotaryAnswer.Unknown("it is not logged, and its window is open");
  }

  private NotaryAnswer answer(Ruling ruling, TransactionId id) {
    return switch (ruling) {
      case Ruling.Decided(long position, _) -> decided(position);
      case Ruling.DecidedBefore(long position) -> decided(position);
      case Ruling.Never(Instant until) -> never(id, until);
      case Ruling.Archived(Instant from) -> new NotaryAnswer.Archived(from);
      case Ruling.TooEarly(Instant from, Instant at) ->
          new NotaryAnswer.Busy(Duration.between(at, from));
      case Ruling.Refused(var reason, String evidence) ->
          new NotaryAnswer.Refused(reason, evidence);
      case Ruling.Stale() -> new NotaryAnswer.Unknown("stale");
      case Ruling.InForce() -> throw new IllegalStateException("a request is no order");
    };
  }

  private NotaryAnswer decided(long position) {
    FinalityProof proof = proof(position);
    return proof.decision().isFinal()
        ? new NotaryAnswer.Final(proof)
        : new NotaryAnswer.Voided(proof);
  }

  private FinalityProof proof(long position) {
    Decision decision = Decision.decode(state.decision(position).orElseThrow().trusted());
    long size = core.log().size();
    var path = new MerklePath(position, size, core.log().inclusion(position, size));
    return new FinalityProof(decision.summary(), path, head());
  }

  private NotaryAnswer never(TransactionId id, Instant until) {
    Standing standing = core.standing();
    var statement = new NeverStatement(standing.networkId(), standing.epoch(), id, until);
    return new NotaryAnswer.Never(statement, sign(statement.message()));
  }

  private SignedHead head() {
    SignedHead known = head;
    if (known == null) {
      LogHead unsigned = core.head();
      known = new SignedHead(unsigned, sign(unsigned.message()));
      head = known;
    }
    return known;
  }

  private List<MemberSignature> sign(byte[] message) {
    return headSigners.entrySet().stream()
        .map(member -> new MemberSignature(member.getKey(), member.getValue().sign(message)))
        .toList();
  }

  private final class Port implements Notary {
    private final NodeId asker;
    private final Life life;
    private @Nullable SignedHead newest;

    Port(NodeId asker, Life life) {
      this.asker = asker;
      this.life = life;
    }

    @Override
    public CompletableFuture<NotaryAnswer> submit(NotaryRequest request) {
      return ask(request.tearOff().id(), () -> judge(request));
    }

    @Override
    public CompletableFuture<NotaryAnswer> status(TearOff header) {
      return ask(header.id(), () -> SimulatedNotary.this.status(header));
    }

    @Override
    public CompletableFuture<List<FinalityProof>> refresh(List<FinalityProof> proofs) {
      var fresh = new ArrayList<FinalityProof>();
      proofs.forEach(each -> fresh.add(proof(each.position())));
      var answer = new CompletableFuture<List<FinalityProof>>();
      var _ = simulation.after(delay(), () -> answer.complete(fresh));
      return answer;
    }

    @Override
    public Optional<SignedHead> newestHead() {
      return Optional.ofNullable(newest);
    }

    @Override
    public CompletableFuture<@Nullable Void> witness(SignedHead shown) {
      boolean signed =
          shown.isSignedByMajorityOf(core.standing().parameters().headKeys(), verifier);
      boolean ours = core.log().rootAt(shown.head().size()).equals(shown.head().root());
      return signed && ours
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.failedFuture(new NotaryForkException(head(), shown));
    }

    private CompletableFuture<NotaryAnswer> ask(
        TransactionId about, Supplier<NotaryAnswer> question) {
      life.check();
      var answer = new CompletableFuture<NotaryAnswer>();
      Fate fate = weather.fateOf(asker, about);
      var _ =
          simulation.after(
              CLIENT_PATIENCE, () -> tell(answer, new NotaryAnswer.Unknown("no answer came")));
      if (fate == Fate.BUSY) {
        var _ =
            simulation.after(
                delay(), () -> tell(answer, new NotaryAnswer.Busy(Duration.ofMillis(200))));
      } else if (fate != Fate.REQUEST_IS_LOST) {
        var _ = simulation.after(delay(), () -> arrive(answer, question, fate));
      }
      return answer;
    }

    private void arrive(
        CompletableFuture<NotaryAnswer> answer, Supplier<NotaryAnswer> question, Fate fate) {
      byte[] said = Encoding.encode(question.get(), NotaryAnswer::writeTo);
      if (fate != Fate.ANSWER_IS_LOST) {
        var _ =
            simulation.after(
                delay(), () -> tell(answer, Encoding.decode(said, NotaryAnswer::readFrom)));
      }
    }

    private void tell(CompletableFuture<NotaryAnswer> asked, NotaryAnswer answer) {
      if (!life.isOver() && !asked.isDone()) {
        proofIn(answer).map(FinalityProof::head).ifPresent(this::note);
        asked.complete(answer);
      }
    }

    private void note(SignedHead shown) {
      SignedHead known = newest;
      if (known == null || known.head().size() < shown.head().size()) {
        newest = shown;
      }
    }

    private static Optional<FinalityProof> proofIn(NotaryAnswer answer) {
      return switch (answer) {
        case NotaryAnswer.Final(FinalityProof proof) -> Optional.of(proof);
        case NotaryAnswer.Voided(FinalityProof proof) -> Optional.of(proof);
        case NotaryAnswer.Never _,
            NotaryAnswer.Archived _,
            NotaryAnswer.Refused _,
            NotaryAnswer.Busy _,
            NotaryAnswer.Unknown _ ->
            Optional.empty();
      };
    }

    private Duration delay() {
      return simulation.between(LEAST, MOST);
    }
  }
}

package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import kz.digitaltenge.notary.NotaryProtocol.MemberStanding;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.core.RememberingVerifier;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running member of the notary.
///
/// How a request passes: [ServiceDesk] takes it in, [Verifiers] check its signatures, [Proposer]
/// puts it into an entry, [RaftMember] has a majority write it to disk, [NotaryStateMachine]
/// applies it, [HeadSigning] signs the head after it, [Heads] collects the other members'
/// signatures, and [Answerer] proves the decision under the head.
public final class NotaryServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NotaryServer.class);
  private static final int SIGNATURES_REMEMBERED = 8192;

  private final MemberConfig config;
  private final FolderLock folder;
  private final MemberState state;
  private final Heads heads;
  private final MemberLinks links;
  private final HeadSigning signing;
  private final StatusDesk desk;
  private final Falsehoods falsehoods;
  private final CutDesk cuts;
  private final PeerDesk peers;
  private final Intake<Intake.Waiting> intake;
  private final Answerer answerer;
  private final RequestVerifier verifier;
  private final EntryReview review;
  private final NotaryStateMachine machine;
  private final RaftMember raft;
  private final Admission admission;
  private final LeadHandover handover;
  private final Vouching vouching;
  private final ClockAgreement agreement;
  private final LogTimeWatch time;
  private final Upkeep upkeep;
  private final Proposer proposer;
  private final Verifiers verifiers;
  private volatile @Nullable StreamServer server;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final EntryTally tally = new EntryTally();
  private final CompletableFuture<String> failure = new CompletableFuture<>();

  private NotaryServer(MemberConfig config, NetworkThreads threads) throws IOException {
    this.config = config;
    this.folder = FolderLock.on(config.folder());
    this.state = new MemberState(config);
    this.heads = new Heads(state::membersOf);
    this.links = new MemberLinks(config, threads);
    this.verifier =
        new RequestVerifier(new RememberingVerifier(config.verifier(), SIGNATURES_REMEMBERED));
    this.review = new EntryReview(verifier, state);
    this.time =
        new LogTimeWatch(
            config.clock(), config.tuning().clockTolerance(), this::isNewest, this::otherLeader);
    this.signing =
        new HeadSigning(
            config,
            time,
            this::signed,
            state::noteVerified,
            _ -> state.isVouchedFor(heads.newest()),
            e -> fail("Heads cannot be signed", e));
    this.desk = new StatusDesk(config, state, heads, links, () -> signing.alarm().isEmpty());
    this.falsehoods = new Falsehoods(config, state);
    this.peers = new PeerDesk(config, state, heads, falsehoods, desk, this::begunAnew, this::place);
    this.vouching = new Vouching(links, state, heads, peers::take);
    this.cuts = new CutDesk(config, state, heads, desk, () -> signing.alarm().isEmpty());
    this.intake = new Intake<>(config.tuning().waitingPerNodeMax());
    this.answerer = new Answerer(heads, desk, intake, config.tuning().answerTimeout());
    this.machine = new NotaryStateMachine(state, new Events());
    this.raft = RaftMember.of(config, machine, this::isMember, this::votes);
    this.handover = new LeadHandover(config.name(), state, heads, raft);
    this.upkeep = new Upkeep(config, state, machine, raft, handover, this::fail);
    this.admission = new Admission(config, links, raft, e -> fail("This member cannot begin", e));
    this.agreement =
        new ClockAgreement(config, links, raft::leads, this::useLead, this::handOverForTheClock);
    this.proposer =
        new Proposer(
            raft,
            this::standing,
            answerer,
            new LeaderClock(config.clock(), System::nanoTime, config.tuning().clockTolerance()),
            agreement::holds,
            this::handOverForTheClock,
            config.tuning());
    this.verifiers = new Verifiers(intake, verifier, this::standing, proposer);
  }

  private void begin(NetworkThreads threads) throws IOException {
    signing.start();
    links.follow(config.current().parameters());
    if (!admission.begin()) {
      state.open(Optional.empty());
    }
    links.follow(standing().parameters());
    proposer.start();
    proposer.tickNow();
    verifiers.start(config.tuning().verifiers());
    ServiceDesk service =
        new ServiceDesk(
            raft, intake, proposer, desk, cuts, heads, verifier, this::standing, config.tuning());
    var builder =
        StreamServer.builder(config.listen(), config.tls(), StreamLimits.standard(), threads)
            .service(
                NotaryProtocol.SERVICE,
                peer -> peer.isNode() || peer.isOperator(),
                service.handler())
            .service(
                NotaryProtocol.MEMBER_SERVICE,
                peer -> peer.kind() == PeerIdentity.Kind.NOTARY && isMember(peer.name()),
                peers.handler());
    server = OperatorServices.offer(builder, operations()).start();
    admission.follow();
    vouching.seek();
  }

  /// Starts a member; it takes part as soon as this returns and answers once a leader is known.
  ///
  /// @param threads the process's network threads; closed by their owner, after this
  /// @throws kz.digitaltenge.api.error.PlatformException when a port or the folder cannot be used
  public static NotaryServer start(MemberConfig config, NetworkThreads threads) {
    NotaryServer member = null;
    try {
      member = new NotaryServer(config, threads);
      member.begin(threads);
      return member;
    } catch (IOException | RuntimeException e) {
      if (member != null) {
        member.close();
      }
      throw StartFailure.of(config, e);
    }
  }

  /// What this member tells its operators.
  public NotaryOperations operations() {
    return new OperatorDesk(config.name(), raft, state, this::suspicion);
  }

  /// Where nodes call it, with the real port.
  public Endpoint endpoint() {
    return Objects.requireNonNull(server).endpoint();
  }

  /// Whether it leads and is ready to take requests.
  public boolean leads() {
    return raft.leads();
  }

  public Optional<String> leader() {
    return raft.leader();
  }

  /// How far this member's state has come.
  public Progress progress() {
    return state.core().progress();
  }

  public Optional<SignedHead> newestHead() {
    return heads.newest();
  }

  /// Every live reference with its tag, in order, as of one moment; nothing else waits meanwhile.
  ///
  /// @return how far the state had come at that moment
  public Progress forEachLive(BiConsumer<StateRef, Hash> reader) {
    return state.live().forEachLive(reader);
  }

  /// Why this member signs nothing more, if so: an entry that another member led in did not hold.
  public Optional<String> alarm() {
    return signing.alarm();
  }

  /// What speaks against another member: the alarm, a head that cannot be true, or a log time that
  /// is not of now.
  public Optional<String> suspicion() {
    return alarm().or(falsehoods::found).or(time::suspicion);
  }

  /// Whether this member may vote. After a start it first makes sure that it has not forgotten what
  /// it had acknowledged.
  public boolean votes() {
    return admission.votes();
  }

  /// Hands the lead to another member, as before a stop for maintenance; nothing happens when this
  /// one does not lead.
  public void handLeadTo(String member) {
    handover.to(member);
  }

  boolean isGroupAsListed() {
    return upkeep.isGroupAsListed();
  }

  /// Whether a checkpoint was made, below which the consensus log is cut.
  boolean hasCheckpoint() {
    return machine.getLatestSnapshot() != null;
  }

  /// Completes with one sentence when the member had to stop by itself.
  public CompletableFuture<String> failure() {
    return failure.copy();
  }

  /// Waits until a leader is known and a head is signed by a majority.
  ///
  /// @return whether that came about in time
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end) {
      if (raft.leader().isPresent() && heads.newest().isPresent()) {
        return true;
      }
      Thread.sleep(Duration.ofMillis(5));
    }
    return false;
  }

  private Standing standing() {
    return state.core().standing();
  }

  private MemberStanding place() {
    return admission.standing();
  }

  private boolean isNewest(long index) {
    return raft.standing(false).index() == index;
  }

  private Optional<String> otherLeader() {
    return handover.otherLeader();
  }

  private void begunAnew(String member) {
    upkeep.run(() -> handover.becauseOf(member));
  }

  private void handOverForTheClock() {
    upkeep.run(handover::becauseOfTheClock);
  }

  private void useLead() {
    upkeep.runIfItHasItsLog(proposer::tickNow);
  }

  private boolean isMember(String name) {
    return config.current().parameters().headKeys().containsKey(name)
        || standing().parameters().headKeys().containsKey(name);
  }

  private void signed(MemberHead head) {
    heads.signed(head.head(), head.signature());
    links.send(head);
  }

  private final class Events implements NotaryStateMachine.Listener {

    private final Checkpointing checkpointing =
        new Checkpointing(
            config.tuning().checkpointEntries(),
            task -> upkeep.run(task),
            () -> upkeep.checkpoint());

    @Override
    public void replaced() {
      LOG.info("The state was replaced by the leader's at {}.", progress().applied());
      links.follow(standing().parameters());
      vouching.seekFor(state.core().head());
    }

    @Override
    public void applied(Entry entry, Applied applied, boolean own, int sizeBytes)
        throws InterruptedException {
      long index = applied.index().index();
      if (applied.replayed()) {
        boolean last = index == progress().applied().index();
        signing.toReview(
            last ? Optional.of(applied.head()) : Optional.empty(),
            index,
            () -> review.ofReplayed(entry));
        if (last) {
          heads.applied(applied.head());
        }
        return;
      }
      tally.applied(entry, own, sizeBytes);
      heads.applied(applied.head());
      heads.newest().ifPresent(state::noteHead);
      if (own) {
        signing.verified(applied.head(), index);
      } else {
        signing.toReview(Optional.of(applied.head()), index, () -> review.of(entry, applied));
      }
      if (entry.content() instanceof Entry.Change
          && applied.rulings().contains(new Ruling.InForce())) {
        links.follow(standing().parameters());
        upkeep.run(upkeep::regroup);
      }
      checkpointing.applied(index, sizeBytes);
    }

    @Override
    public void failed(String what, Throwable cause) {
      fail(what, cause);
    }

    @Override
    public void leading() {
      agreement.seek();
      upkeep.run(upkeep::regroup);
    }

    @Override
    public void following() {
      agreement.end();
    }
  }

  /// Stops because of a fault of this machine: what is durable is no longer certain here.
  private void fail(String what, Throwable cause) {
    String sentence =
        "%s: %s. This member of the notary stops; the others go on."
            .formatted(what, String.valueOf(cause.getMessage()));
    if (failure.complete(sentence)) {
      LOG.error(sentence, cause);
      Thread.ofPlatform().daemon().name("notary-stop").start(this::close);
    }
  }

  /// What was applied since the start.
  public AppliedCount applied() {
    return tally.count();
  }

  /// Stops in good order: no more requests, what was proposed is applied, the state is on disk.
  @Override
  public void close() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    StreamServer open = server;
    if (open != null) {
      open.close();
    }
    admission.close();
    vouching.close();
    verifiers.close();
    proposer.close();
    signing.close();
    links.close();
    upkeep.close();
    state.writeNotes(heads.newest());
    raft.close();
    state.close();
    heads.close(new IOException("the member stops"));
    answerer.close();
    cuts.close();
    desk.close();
    peers.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("The lock of {} was not freed.", config.folder(), e);
    }
  }
}

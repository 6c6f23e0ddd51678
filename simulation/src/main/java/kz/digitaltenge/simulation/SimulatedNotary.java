package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.Standing;
import org.jspecify.annotations.Nullable;

/// The notary: members with the real core over one replicated log.
///
/// Of replication only what the core and its callers can tell is simulated: one member leads, an
/// entry is in the log once a majority is up and its disks have had their time, members apply it
/// each in its own time, and when the leader dies the entry on its way may or may not be in the
/// log. Which answers follow is decided by [NotaryDesk].
final class SimulatedNotary {
  private static final Duration GATHER_MOST = Duration.ofMillis(4);
  private static final Duration ELECTION_LEAST = Duration.ofMillis(500);
  private static final Duration ELECTION_MOST = Duration.ofSeconds(4);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final int REQUESTS_MAX = 64;
  private static final int AGAIN_MAX = 3;

  private final Scheduler scheduler;
  private final Wire wire;
  private final Climate climate;
  private final Watch watch;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<byte[]> log = new ArrayList<>();
  private final List<Proposal> waiting = new ArrayList<>();
  private final List<Covering> untilCovered = new ArrayList<>();
  private @Nullable Member leader;
  private byte @Nullable [] onItsWay;
  private @Nullable SignedHead head;

  /// Something for the log, and who wants to know what became of it.
  record Proposal(Entry.Content content, CompletableFuture<Ruling> ruling) {}

  /// What waits until a majority has applied so many entries.
  private record Covering(long entries, Runnable work) {}

  /// A member and its present life, while it has one.
  private static final class Member {
    private final MemberState state;
    private @Nullable Life life;
    private Duration clockError = Duration.ZERO;

    Member(MemberState state) {
      this.state = state;
    }

    boolean isUp() {
      return life != null;
    }
  }

  SimulatedNotary(Scheduler scheduler, Wire wire, Parties parties, Climate climate, Watch watch) {
    this.scheduler = scheduler;
    this.wire = wire;
    this.climate = climate;
    this.watch = watch;
    parties
        .headSigners()
        .forEach(
            (name, signer) ->
                members.put(name, new Member(new MemberState(name, signer, parties.genesis()))));
    members.keySet().forEach(name -> start(name, parties));
    lead(members.values().iterator().next());
  }

  private int majority() {
    return members.size() / 2 + 1;
  }

  private Stream<Member> up() {
    return members.values().stream().filter(Member::isUp);
  }

  List<String> names() {
    return List.copyOf(members.keySet());
  }

  boolean isUp(String name) {
    return member(name).isUp();
  }

  /// Starts from what its disk has; the rest comes from the log.
  void start(String name, Parties parties) {
    Member member = member(name);
    var life = new Life();
    member.life = life;
    member.state.reopen();
    scheduler.note("starts", name, "");
    applyAgain(member.state);
    catchUp(member, life);
    var desk = new NotaryDesk(this, member.state, parties.verifier());
    wire.open(name, life, desk);
  }

  private void applyAgain(MemberState state) {
    int applied = (int) state.applied();
    if (applied > 0) {
      int from = applied - Math.min(applied, 1 + scheduler.dice().nextInt(AGAIN_MAX));
      LogHead head =
          state.applyAgain(log.subList(from, applied).stream().map(Entry::decode).toList());
      watch.isHead(applied - 1, head);
    }
  }

  void crash(String name, boolean diskLost) {
    Member member = member(name);
    Life life = Objects.requireNonNull(member.life);
    scheduler.note("crashes", name, diskLost ? "and loses its disk" : "");
    member.life = null;
    if (diskLost) {
      member.state.loseDisk();
    }
    scheduler.end(life);
    if (member == leader) {
      leader = null;
      waiting.clear();
      untilCovered.clear();
      byte[] entry = onItsWay;
      // The others may have it on their disks.
      if (entry != null && scheduler.dice().nextBoolean()) {
        log.add(entry);
      }
      onItsWay = null;
      elect();
    }
  }

  /// How much a member's clock is ahead.
  void clockError(String name, Duration ahead) {
    member(name).clockError = ahead;
  }

  /// Every wrong clock is right again.
  void rightClocks() {
    members.values().forEach(each -> each.clockError = Duration.ZERO);
  }

  private Member member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  Optional<String> leader() {
    Member known = leader;
    return known == null ? Optional.empty() : Optional.of(known.state.name());
  }

  /// The member that has applied most, for who wants to know what is true.
  MemberState furthest() {
    return members.values().stream()
        .map(each -> each.state)
        .reduce((one, other) -> one.applied() >= other.applied() ? one : other)
        .orElseThrow();
  }

  private void elect() {
    var _ =
        scheduler.after(
            scheduler.dice().between(ELECTION_LEAST, ELECTION_MOST),
            () -> {
              if (leader != null) {
                return;
              }
              // Only who has everything that is in the log can be elected.
              List<Member> candidates = up().toList();
              if (candidates.size() < majority()) {
                elect();
              } else {
                lead(scheduler.dice().pick(candidates));
              }
            });
  }

  private void lead(Member member) {
    leader = member;
    applyAll(member);
    scheduler.note("leads", member.state.name(), "");
    tick(Objects.requireNonNull(member.life));
  }

  private void tick(Life life) {
    var _ =
        scheduler.after(
            TICK,
            () -> {
              Member leading = leader;
              if (!life.isOver() && leading != null && leading.life == life) {
                propose();
                tick(life);
              }
            });
  }

  /// Puts something into the log; the future is left alone when the leader dies.
  CompletableFuture<Ruling> add(Entry.Content content) {
    var ruling = new CompletableFuture<Ruling>();
    waiting.add(new Proposal(content, ruling));
    var _ = scheduler.after(scheduler.dice().upTo(GATHER_MOST), this::propose);
    return ruling;
  }

  /// Blocks a bank, or lifts its block.
  CompletableFuture<Ruling> order(BlockOrder order) {
    return add(new Entry.Order(order));
  }

  /// Puts the next parameters into force.
  CompletableFuture<Ruling> change(SignedParameters parameters) {
    return add(new Entry.Change(parameters));
  }

  private void propose() {
    Member leading = leader;
    if (onItsWay != null || leading == null || up().count() < majority()) {
      return;
    }
    List<Proposal> batch = nextBatch();
    Standing standing = leading.state.core().standing();
    Instant now = Instant.ofEpochMilli(scheduler.now().plus(leading.clockError).toEpochMilli());
    byte[] entry =
        new Entry(now, standing.epoch(), standing.orderSequence(), content(batch)).encode();
    onItsWay = entry;
    Life life = Objects.requireNonNull(leading.life);
    var _ =
        scheduler.after(
            scheduler.dice().between(LEAST, climate.diskMost()),
            () -> {
              if (!life.isOver()) {
                committed(leading, entry, batch);
              }
            });
  }

  /// What waits, in its order; an order or a change of parameters travels alone.
  private List<Proposal> nextBatch() {
    var batch = new ArrayList<Proposal>();
    while (!waiting.isEmpty() && batch.size() < REQUESTS_MAX) {
      boolean alone = !(waiting.getFirst().content instanceof Entry.Requests);
      if (alone && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.removeFirst());
      if (alone) {
        break;
      }
    }
    return batch;
  }

  private static Entry.Content content(List<Proposal> batch) {
    if (batch.size() == 1 && !(batch.getFirst().content instanceof Entry.Requests)) {
      return batch.getFirst().content;
    }
    var requests = new ArrayList<IdentifiedRequest>(batch.size());
    for (Proposal each : batch) {
      requests.addAll(((Entry.Requests) each.content).requests());
    }
    return new Entry.Requests(requests);
  }

  private void committed(Member leading, byte[] entry, List<Proposal> batch) {
    onItsWay = null;
    log.add(entry);
    List<Ruling> rulings = applyAll(leading);
    up().filter(member -> member != leading).forEach(this::catchUpLater);
    whenCovered(
        leading.state.applied(),
        () -> {
          for (int i = 0; i < batch.size(); i++) {
            batch.get(i).ruling.complete(rulings.get(i));
          }
        });
    if (!waiting.isEmpty()) {
      propose();
    }
  }

  private void catchUpLater(Member member) {
    Life life = Objects.requireNonNull(member.life);
    var _ =
        scheduler.after(
            scheduler.dice().between(LEAST, climate.diskMost()), () -> catchUp(member, life));
  }

  private void catchUp(Member member, Life life) {
    if (!life.isOver()) {
      applyAll(member);
      cover();
    }
  }

  /// Applies what is in the log; the rulings of the last entry.
  private List<Ruling> applyAll(Member member) {
    List<Ruling> rulings = List.of();
    while (member.state.applied() < log.size()) {
      int index = (int) member.state.applied();
      Applied applied = member.state.apply(Entry.decode(log.get(index)));
      watch.applied(index, applied);
      rulings = applied.rulings();
    }
    return rulings;
  }

  /// Runs something once a majority has applied so many entries.
  private void whenCovered(long entries, Runnable work) {
    untilCovered.add(new Covering(entries, work));
    cover();
  }

  private void cover() {
    var covered = untilCovered.stream().filter(each -> isCovered(each.entries)).toList();
    untilCovered.removeAll(covered);
    covered.forEach(each -> each.work.run());
  }

  private boolean isCovered(long entries) {
    return up().filter(each -> each.state.applied() >= entries).count() >= majority();
  }

  /// A head of this member's log, signed by a majority if one has come so far.
  Optional<SignedHead> head(MemberState of) {
    LogHead wanted = of.core().head();
    SignedHead known = head;
    if (known != null && known.head().equals(wanted)) {
      return Optional.of(known);
    }
    List<MemberSignature> words =
        up().map(each -> each.state.sign(wanted)).flatMap(Optional::stream).toList();
    if (words.size() < majority()) {
      return Optional.empty();
    }
    head = new SignedHead(wanted, words);
    return Optional.of(head);
  }

  /// The words of all members whose own state is sure that a transaction never happens.
  List<MemberSignature> never(TearOff header, int epoch) {
    return up().map(each -> each.state)
        .filter(state -> state.isSureOfNever(header))
        .map(state -> state.sign(MemberState.statement(header, epoch).message()))
        .toList();
  }
}

package kz.digitaltenge.notary.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.notary.core.Changes.ForgottenAt;
import kz.digitaltenge.notary.core.Changes.LiveToken;

/// The notary as a deterministic machine: the same entries in the same order give every member the
/// same state, the same log and the same rulings. A refusal is no exception; an exception means
/// that this member must stop.
///
/// One thread applies. Any thread may read [#progress()], [#standing()] and [#log()].
public final class NotaryCore {

  /// Decisions an entry may forget beside its work, so that pruning never piles up into a pause.
  private static final int FORGOTTEN_PER_ENTRY_MIN = 64;

  private final LiveSet state;
  private final Duration retention;
  private final TransparencyLog log;
  private volatile Progress progress;
  private volatile Standing standing;

  private NotaryCore(LiveSet state, Duration retention, Progress progress, Standing standing) {
    this.state = state;
    this.retention = retention;
    this.progress = progress;
    this.standing = standing;
    this.log = new TransparencyLog(state::tile, progress.logSize(), tail(state, progress));
    if (!log.root().equals(progress.root())) {
      throw new DamagedStateException(
          "the log of %d decisions read back has root %s, not %s as written"
              .formatted(progress.logSize(), log.root(), progress.root()));
    }
  }

  /// Opens a state, founding the network in it if it is empty.
  ///
  /// @param retention how long a decided id stays in the index after its window
  /// @throws DamagedStateException when the state is not what was written
  /// @throws AnotherNetworkException when it was founded by other parameters
  public static NotaryCore open(LiveSet state, SignedParameters genesis, Duration retention) {
    if (state.progress().isEmpty()) {
      found(state, genesis.parameters(), Standing.founded(genesis));
    }
    Progress progress = state.progress().orElseThrow();
    Standing standing =
        state.standing().orElseThrow(() -> new DamagedStateException("the parameters are missing"));
    if (!standing.networkId().equals(genesis.parameters().hash())) {
      throw new AnotherNetworkException(
          "the state belongs to network %s, not to %s"
              .formatted(standing.networkId(), genesis.parameters().hash()));
    }
    return new NotaryCore(state, retention, progress, standing);
  }

  private static void found(LiveSet state, NetworkParameters genesis, Standing standing) {
    List<LiveToken> registers = new ArrayList<>();
    for (AssetTerms terms : genesis.assets()) {
      GenesisRegister register = GenesisRegister.of(standing.networkId(), terms.asset());
      registers.add(new LiveToken(register.ref(), register.tag()));
    }
    Progress beginning =
        new Progress(
            EntryIndex.NONE,
            genesis.effectiveFrom(),
            0,
            MerkleTree.emptyLog(),
            0,
            registers.size());
    state.write(
        new Changes(
            List.of(),
            registers,
            List.of(),
            List.of(),
            List.of(),
            beginning,
            Optional.of(standing)));
  }

  private static List<Hash> tail(LiveSet state, Progress progress) {
    List<Hash> tail = new ArrayList<>();
    long size = progress.logSize();
    for (long position = size - size % Tile.WIDTH; position < size; position++) {
      tail.add(decision(state, position).leafHash());
    }
    return tail;
  }

  private static Decision decision(LiveSet state, long position) {
    Bytes stored =
        state
            .decision(position)
            .orElseThrow(
                () -> new DamagedStateException("decision %d is missing".formatted(position)));
    try {
      return Decision.decode(stored.trusted());
    } catch (MalformedException e) {
      throw new DamagedStateException("decision %d is damaged: %s".formatted(position, e.reason()));
    }
  }

  public Progress progress() {
    return progress;
  }

  public Standing standing() {
    return standing;
  }

  public TransparencyLog log() {
    return log;
  }

  public LogHead head() {
    return head(standing, progress);
  }

  /// Windows that ended before this are no longer in the index.
  public Instant retainedFrom() {
    return retainedFrom(progress.logTime());
  }

  /// Applies the entry at `index`. One that the state already has changes nothing.
  public Applied apply(EntryIndex index, Entry entry) {
    if (index.index() <= progress.applied().index()) {
      return new Applied(index, List.of(), head(), standing, true);
    }
    Standing judgedUnder = standing;
    Instant logTime =
        entry.logTime().isAfter(progress.logTime()) ? entry.logTime() : progress.logTime();
    boolean stale =
        entry.epoch() != judgedUnder.epoch()
            || entry.orderSequence() != judgedUnder.orderSequence();
    List<Ruling> rulings =
        stale ? stale(index, entry) : applyContent(index, logTime, entry.content());
    return new Applied(index, rulings, head(), judgedUnder, false);
  }

  /// Notes an index that carries no entry of ours.
  public void skip(EntryIndex index) {
    if (index.index() > progress.applied().index()) {
      write(Changes.none(progress.at(index, progress.logTime())));
    }
  }

  /// A stale entry moves nothing but the index: not even log time, which was set under other rules.
  private List<Ruling> stale(EntryIndex index, Entry entry) {
    skip(index);
    int count =
        entry.content() instanceof Entry.Requests(List<IdentifiedRequest> requests)
            ? requests.size()
            : 1;
    return Collections.nCopies(count, new Ruling.Stale());
  }

  private List<Ruling> applyContent(EntryIndex index, Instant logTime, Entry.Content content) {
    return switch (content) {
      case Entry.Requests(List<IdentifiedRequest> requests) ->
          applyRequests(index, logTime, requests);
      case Entry.Order(BlockOrder order) -> {
        boolean next =
            order.sequence() == standing.orderSequence() + 1
                && order.networkId().equals(standing.networkId());
        yield changeStanding(
            index, logTime, next ? Optional.of(standing.with(order)) : Optional.empty());
      }
      case Entry.Change(SignedParameters next) -> {
        boolean follows =
            next.parameters().epoch() == standing.epoch() + 1
                && next.parameters().previous().equals(Optional.of(standing.parameters().hash()))
                && !logTime.isBefore(next.parameters().effectiveFrom());
        yield changeStanding(
            index, logTime, follows ? Optional.of(standing.with(next, logTime)) : Optional.empty());
      }
    };
  }

  private List<Ruling> changeStanding(EntryIndex index, Instant logTime, Optional<Standing> next) {
    write(
        new Changes(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            progress.at(index, logTime),
            next));
    return List.of(
        next.isPresent()
            ? new Ruling.InForce()
            : new Ruling.Refused(
                NotaryRefusal.OUT_OF_SEQUENCE, "it does not follow what is in force"));
  }

  private List<Ruling> applyRequests(
      EntryIndex index, Instant logTime, List<IdentifiedRequest> requests) {
    Working working =
        new Working(standing, logTime, retainedFrom(logTime), find(requests), progress.logSize());
    Judge judge = new Judge(working);
    List<Ruling> rulings = new ArrayList<>(requests.size());
    for (IdentifiedRequest request : requests) {
      rulings.add(judge.judge(request));
    }
    List<ForgottenAt> forgotten = forget(logTime, requests.size());
    List<TransparencyLog.FullTile> filled = log.append(working.leaves());
    List<LiveToken> created = working.created();
    write(
        new Changes(
            working.consumed(),
            created,
            working.decided(),
            forgotten,
            filled,
            new Progress(
                index,
                logTime,
                working.nextPosition(),
                working.leaves().isEmpty() ? progress.root() : log.root(),
                progress.forgottenBelow() + forgotten.size(),
                progress.liveCount() + created.size() - working.consumed().size()),
            Optional.empty()));
    return rulings;
  }

  private LiveSet.Found find(List<IdentifiedRequest> requests) {
    List<StateRef> references = new ArrayList<>(requests.size() * 2);
    List<TransactionId> ids = new ArrayList<>(requests.size());
    for (IdentifiedRequest request : requests) {
      ids.add(request.id());
      request
          .shown()
          .ifPresent(
              shown -> {
                references.addAll(shown.inputs());
                references.addAll(shown.references());
              });
    }
    return state.find(references, ids);
  }

  private Instant retainedFrom(Instant logTime) {
    return logTime.minus(retention);
  }

  /// The oldest decisions whose windows, at most [TimeWindow#LENGTH_MAX] after the decision, have
  /// left the retained time. The log's newest tile is kept whole: the right edge of the tree is
  /// rebuilt from it.
  private List<ForgottenAt> forget(Instant logTime, int requests) {
    Instant decidedBefore = retainedFrom(logTime).minus(TimeWindow.LENGTH_MAX);
    long below = progress.logSize() - progress.logSize() % Tile.WIDTH;
    int most = Math.max(FORGOTTEN_PER_ENTRY_MIN, 2 * requests);
    List<ForgottenAt> forgotten = new ArrayList<>();
    for (long position = progress.forgottenBelow();
        position < below && forgotten.size() < most;
        position++) {
      Decision decision = decision(state, position);
      if (!decision.logTime().isBefore(decidedBefore)) {
        break;
      }
      forgotten.add(new ForgottenAt(position, decision.id()));
    }
    return forgotten;
  }

  private void write(Changes changes) {
    state.write(changes);
    changes.standing().ifPresent(next -> standing = next);
    progress = changes.progress();
  }

  private static LogHead head(Standing standing, Progress progress) {
    return new LogHead(
        standing.networkId(),
        standing.epoch(),
        progress.logSize(),
        progress.root(),
        progress.logTime());
  }
}

package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.task.Spacing;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts verified requests into entries. Whatever waits goes into the next entry, and the next entry
/// is made as soon as one before it is applied: a lone request goes at once, and the busier it gets
/// the larger the entries. Where requests come close together, entries keep a small distance. When
/// nothing waits, a leader moves log time on with an empty entry now and then.
final class Proposer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);

  /// How many full entries may wait here.
  private static final int READY_ENTRIES = 2;

  /// An entry costs the members as much as twenty requests in it, so a few requests wait for each
  /// other a little, and a little longer where the processor is busy; many do not wait.
  private static final Duration BETWEEN_ENTRIES = Duration.ofMillis(6);

  private static final Duration BETWEEN_ENTRIES_MAX = Duration.ofMillis(12);

  private static final int REQUESTS_ENOUGH = 128;

  private static final Duration RETRY_AFTER_JUMP = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER_START = Duration.ofMillis(20);
  private static final Reply LOST =
      new Reply.Answered(new NotaryAnswer.Unknown("the entry's fate is not known yet"));

  /// A request whose signatures were verified under a standing.
  record Verified(Intake.Waiting waiting, IdentifiedRequest request, Standing under) {
    void reply(Reply reply) {
      waiting.reply().complete(reply);
    }
  }

  /// What goes into one entry: requests, or one order or change of parameters.
  private record Batch(
      Entry.Content content, List<Verified> requests, Optional<CompletableFuture<Reply>> alone) {
    void reply(Reply reply) {
      requests.forEach(each -> each.reply(reply));
      alone.ifPresent(each -> each.complete(reply));
    }
  }

  /// What becomes of proposed requests. Called on the applying thread: to be handed on at once.
  interface Answering {
    /// The entry was applied: one ruling for each request.
    void applied(List<Verified> requests, Applied applied);

    /// The order or the parameters were applied.
    void applied(CompletableFuture<Reply> reply, Applied applied);

    /// The request must be verified again: parameters or orders changed since.
    void again(Verified request);
  }

  private final Consensus consensus;
  private final Supplier<Standing> standing;
  private final Answering answering;
  private final LeaderClock clock;
  private final BooleanSupplier clockAgreed;
  private final Runnable clockJumped;
  private final MemberConfig.Tuning tuning;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();

  // Guarded by `lock`.
  private final Queue<Verified> ready = new ArrayDeque<>();
  private final Queue<Batch> alone = new ArrayDeque<>();
  private int inFlight;
  private boolean closed;
  private boolean tickNow;
  private int lastEntryRequests;

  // Of the proposing thread only.
  private final Spacing spacing = new Spacing(BETWEEN_ENTRIES, BETWEEN_ENTRIES_MAX);
  private long lastProposalNanos = System.nanoTime();
  private boolean jumpReported;

  /// @param clockAgreed whether a majority of the members has the time that this leader has
  /// @param clockJumped told, again and again, that it no longer moves as it should
  Proposer(
      Consensus consensus,
      Supplier<Standing> standing,
      Answering answering,
      LeaderClock clock,
      BooleanSupplier clockAgreed,
      Runnable clockJumped,
      MemberConfig.Tuning tuning) {
    this.consensus = consensus;
    this.standing = standing;
    this.answering = answering;
    this.clock = clock;
    this.clockAgreed = clockAgreed;
    this.clockJumped = clockJumped;
    this.tuning = tuning;
    this.thread = Thread.ofPlatform().daemon().name("notary-proposer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(List<Verified> requests) {
    signal(() -> ready.addAll(requests));
  }

  /// Waits until few enough wait here. What is not taken over stays in the intake, where each node
  /// has its limit.
  void awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (ready.size() >= READY_ENTRIES * tuning.entryRequestsMax() && !closed) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Proposes an order or parameters whose signatures were verified.
  void addAlone(Entry.Content content, CompletableFuture<Reply> reply) {
    signal(() -> alone.add(new Batch(content, List.of(), Optional.of(reply))));
  }

  /// Makes a tick due at once: a new leader brings the log's time and head up to now.
  void tickNow() {
    signal(() -> tickNow = true);
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        if (!consensus.leads()) {
          turnAway(new Reply.NotLeader(consensus.leader()));
          lastProposalNanos = System.nanoTime();
        } else if (!clockAgreed.getAsBoolean()) {
          turnAway(new Reply.Answered(new NotaryAnswer.Busy(RETRY_AFTER_START)));
          lastProposalNanos = System.nanoTime();
        } else {
          clock.now().ifPresentOrElse(this::propose, this::refuseAfterJump);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    turnAway(new Reply.NotLeader(Optional.empty()));
  }

  /// Waits until an entry can be made or a tick is due; false when closed.
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long passed = System.nanoTime() - lastProposalNanos;
        boolean waiting = !ready.isEmpty() || !alone.isEmpty();
        boolean gathered = passed >= spacing.nanos() || !isWorthWaiting();
        if ((waiting && gathered && inFlight < tuning.entriesInFlight())
            || ((passed >= tuning.tick().toNanos() || tickNow) && inFlight == 0)) {
          tickNow = false;
          return true;
        }
        if (waiting && !gathered) {
          spacing.waited(changed.awaitNanos(spacing.nanos() - passed));
        } else {
          var _ =
              changed.awaitNanos(
                  Math.max(tuning.tick().toNanos() - passed, TimeUnit.MILLISECONDS.toNanos(1)));
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Whether more requests are to be expected in a moment. Under the lock.
  private boolean isWorthWaiting() {
    boolean busy = lastEntryRequests > 1 || ready.size() > 1;
    return busy && ready.size() < REQUESTS_ENOUGH && alone.isEmpty();
  }

  private void propose(Instant now) {
    jumpReported = false;
    lastProposalNanos = System.nanoTime();
    Standing under = standing.get();
    List<Verified> outdated = new ArrayList<>();
    Batch batch = next(under, outdated);
    outdated.forEach(answering::again);
    var _ =
        consensus
            .propose(new Entry(now, under.epoch(), under.orderSequence(), batch.content()))
            .orTimeout(tuning.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((applied, failure) -> landed(batch, applied, failure));
  }

  private Batch next(Standing under, List<Verified> outdated) {
    lock.lock();
    try {
      inFlight++;
      Batch first = alone.poll();
      room.signalAll();
      return first != null ? first : nextRequests(under, outdated);
    } finally {
      lock.unlock();
    }
  }

  private Batch nextRequests(Standing under, List<Verified> outdated) {
    List<Verified> batch = new ArrayList<>();
    List<IdentifiedRequest> requests = new ArrayList<>();
    int bytes = 0;
    while (batch.size() < tuning.entryRequestsMax()
        && bytes < tuning.entryBytesMax()
        && !ready.isEmpty()) {
      Verified next = ready.remove();
      if (next.under().isInStepWith(under)) {
        batch.add(next);
        requests.add(next.request());
        bytes += next.request().encoded().size();
      } else {
        outdated.add(next);
      }
    }
    lastEntryRequests = batch.size();
    return new Batch(new Entry.Requests(requests), batch, Optional.empty());
  }

  private void landed(Batch batch, @Nullable Applied applied, @Nullable Throwable failure) {
    if (freeRoom() && applied != null) {
      consensus.spreadCommit();
    }
    if (applied == null) {
      LOG.debug("an entry was lost sight of", failure);
      batch.reply(consensus.leads() ? LOST : new Reply.NotLeader(consensus.leader()));
    } else if (batch.alone().isPresent()) {
      answering.applied(batch.alone().get(), applied);
    } else {
      answering.applied(batch.requests(), applied);
    }
  }

  /// Lets the next entry be made; true when nothing waits to be in it.
  private boolean freeRoom() {
    lock.lock();
    try {
      inFlight--;
      changed.signal();
      return ready.isEmpty() && alone.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void refuseAfterJump() {
    if (!jumpReported) {
      jumpReported = true;
      LOG.error(
          "This machine's clock moved by {} against its monotonic clock, so this member proposes"
              + " nothing. Set the clock right, or restart the member if it is right now.",
          clock.drift());
    }
    clockJumped.run();
    lastProposalNanos = System.nanoTime();
    turnAway(new Reply.Answered(new NotaryAnswer.Busy(RETRY_AFTER_JUMP)));
  }

  /// Answers everything that waits.
  private void turnAway(Reply reply) {
    List<Verified> requests;
    List<Batch> others;
    lock.lock();
    try {
      requests = List.copyOf(ready);
      others = List.copyOf(alone);
      ready.clear();
      alone.clear();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    requests.forEach(each -> each.reply(reply));
    others.forEach(each -> each.reply(reply));
  }

  @Override
  public void close() {
    signal(() -> closed = true);
    thread.interrupt();
  }
}

package kz.digitaltenge.centralbank.conversion;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk.Cut;
import kz.digitaltenge.ledger.Amount;

/// Looks at the core banking system beside supply proofs in a task of its own, so that no proof
/// waits for it: one cut at a time, and of those that wait the newest. Any thread may call.
public final class LiabilityWatch {
  private static final System.Logger LOG = System.getLogger(LiabilityWatch.class.getName());

  /// Of who asks beside a cut that is looked at just now.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LiabilityDesk desk;
  private final Tasks tasks;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock: the next cut, and what completes when there is none.
  private Optional<Cut> waiting = Optional.empty();
  private CompletableFuture<Boolean> idle = CompletableFuture.completedFuture(true);

  public LiabilityWatch(LiabilityDesk desk, Tasks tasks, InstantSource clock) {
    this.desk = desk;
    this.tasks = tasks;
    this.clock = clock;
  }

  /// Has a cut looked at soon; does not wait.
  public void look(Cut cut) {
    lock.lock();
    try {
      waiting = Optional.of(cut);
      if (idle.isDone()) {
        var done = new CompletableFuture<Boolean>();
        tasks.start("liability", () -> run(done));
        idle = done;
      }
    } catch (PlatformException e) {
      LOG.log(DEBUG, "No cut is looked at any more", e);
    } finally {
      lock.unlock();
    }
  }

  private void run(CompletableFuture<Boolean> done) {
    for (Optional<Cut> next = next(done); next.isPresent(); next = next(done)) {
      try {
        var _ = desk.look(next.get());
      } catch (RuntimeException e) {
        LOG.log(WARNING, "The liability beside a cut was not looked at", e);
      }
    }
  }

  private Optional<Cut> next(CompletableFuture<Boolean> done) {
    lock.lock();
    try {
      Optional<Cut> next = waiting;
      waiting = Optional.empty();
      if (next.isEmpty()) {
        done.complete(true);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// What was found beside the proof of a cut; waits a while for a look that is under way. Unknown
  /// when it was not looked at, or is not kept any more.
  ///
  /// @throws PlatformException when the memory does not answer
  public LiabilityLine at(long position) {
    try {
      var _ = tasks.await(underWay(), PATIENCE);
    } catch (OutcomeUnknownException e) {
      LOG.log(DEBUG, "The look at the core banking system takes long", e);
    }
    return desk.at(position).orElseGet(() -> notLooked(position));
  }

  private CompletableFuture<Boolean> underWay() {
    lock.lock();
    try {
      return idle;
    } finally {
      lock.unlock();
    }
  }

  private LiabilityLine notLooked(long position) {
    return new LiabilityLine(
        position,
        clock.instant(),
        Word.UNKNOWN,
        Amount.ZERO,
        Amount.ZERO,
        Amount.ZERO,
        Optional.empty(),
        List.of(),
        List.of(),
        "the core banking system was not looked at beside this proof");
  }
}

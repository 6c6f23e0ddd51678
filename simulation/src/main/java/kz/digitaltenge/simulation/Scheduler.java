package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;
import org.jspecify.annotations.Nullable;

/// Time, chance and tasks of a network that a seed replays.
///
/// How it works: each task has a thread of its own, and exactly one of them has the baton. Who
/// waits hands it on to a ready task that the dice choose; when none is ready, the clock jumps to
/// the next alarm. So tasks interleave at every wait, in an order that is the same in every run of
/// a seed, and a minute of waiting takes no time. Everything here is touched with the baton in hand
/// only.
///
/// A step is one task that goes on, or one alarm that goes off.
final class Scheduler {
  /// How often a wait for something that is there already lets others go first: one in so many.
  private static final int YIELD_ONE_IN = 4;

  private static final int FRAMES_SHOWN = 12;

  private final Dice dice;
  private final Trace trace;
  private final Instant start;
  private final long stepsMax;
  private final List<Strand> ready = new ArrayList<>();
  private final Set<Strand> strands = new LinkedHashSet<>();
  private final Alarms alarms = new Alarms();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Violation violation;
  private boolean over;
  private long strandsStarted;
  private long steps;
  private @Nullable Strand running;

  /// A task with its thread, which runs only while it has the baton.
  private static final class Strand {
    private final Life life;
    private final long number;
    private final String name;
    private final Semaphore baton = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean parked;
    private long parkings;

    Strand(Life life, long number, String name) {
      this.life = life;
      this.number = number;
      this.name = name;
    }
  }

  /// @param stepsMax a simulation that takes more steps is stopped as one that never ends
  Scheduler(Dice dice, Trace trace, Instant start, long stepsMax) {
    this.dice = dice;
    this.trace = trace;
    this.start = start;
    this.stepsMax = stepsMax;
  }

  /// Plays a scenario in a task of its own, and everything that it starts, until the scenario ends
  /// or something goes wrong: that is the answer.
  Optional<Violation> play(Runnable scenario) {
    start(
        new Life(),
        "scenario",
        () -> {
          scenario.run();
          over = true;
        });
    handOn(ready.removeFirst());
    try {
      ended.await();
      unwind();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Nobody interrupts a simulation", e);
    }
    return Optional.ofNullable(violation);
  }

  /// Something that must never happen has happened: the simulation is over.
  Crashed violated(String invariant, String evidence) {
    if (violation == null && !over) {
      violation = new Violation(invariant, evidence, steps, trace.lastEvents());
    }
    over = true;
    return new Crashed();
  }

  Instant now() {
    return start.plusNanos(alarms.nowNanos());
  }

  long steps() {
    return steps;
  }

  boolean isOver() {
    return over;
  }

  Dice dice() {
    return dice;
  }

  long traceHash() {
    return trace.hash();
  }

  void note(String what, Object about, Object more) {
    trace.note(steps, now(), what, about, more);
  }

  /// The tasks of a process in one of its lives.
  Tasks tasks(Life life) {
    return new Tasks() {
      @Override
      public void start(String name, Runnable task) {
        life.check();
        Scheduler.this.start(life, name, task);
      }

      @Override
      public <T> T await(CompletableFuture<T> result, Duration timeout) {
        return Scheduler.this.await(life, result, timeout);
      }

      @Override
      public void sleep(Duration duration) {
        Scheduler.this.sleep(life, duration);
      }

      @Override
      public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
        Alarms.Alarm alarm = after(timeout, () -> result.complete(otherwise));
        var _ = result.whenComplete((_, _) -> alarm.cancel());
      }
    };
  }

  /// Does something later; it must not wait.
  Alarms.Alarm after(Duration delay, Runnable work) {
    return alarms.set(delay, work);
  }

  /// Lets everything else go on until the condition holds; false when it does not within the time.
  boolean until(BooleanSupplier condition, Duration pause, Duration most) {
    Instant deadline = now().plus(most);
    while (!condition.getAsBoolean()) {
      if (now().isAfter(deadline)) {
        return false;
      }
      pass(pause);
    }
    return true;
  }

  /// Lets time pass for the task that asks.
  void pass(Duration duration) {
    sleep(current().life, duration);
  }

  /// Runs something beside the task that asks, in the same life.
  <T> CompletableFuture<T> beside(String name, Supplier<T> work) {
    var result = new CompletableFuture<T>();
    start(current().life, name, () -> result.complete(work.get()));
    return result;
  }

  /// Waits in the task that asks.
  <T> T await(CompletableFuture<T> result, Duration timeout) {
    return await(current().life, result, timeout);
  }

  /// Ends a life: its tasks never come back from where they wait.
  void end(Life life) {
    life.end();
    for (Strand strand : strands) {
      if (strand.life == life && strand.parked) {
        wake(strand, strand.parkings);
      }
    }
  }

  private void start(Life life, String name, Runnable task) {
    var strand = new Strand(life, strandsStarted++, name);
    strand.thread = Thread.ofVirtual().unstarted(() -> run(strand, task));
    strands.add(strand);
    ready.add(strand);
    strand.thread.start();
  }

  private void run(Strand strand, Runnable task) {
    strand.baton.acquireUninterruptibly();
    try {
      if (!over) {
        strand.life.check();
        task.run();
      }
    } catch (Crashed _) {
      // As meant.
    } catch (Throwable e) {
      if (!strand.life.isOver()) {
        var _ = violated("no task fails", strand.name + ": " + described(e));
      }
    }
    strands.remove(strand);
    next().ifPresentOrElse(this::handOn, ended::countDown);
  }

  private static String described(Throwable thrown) {
    var words = new StringBuilder(thrown.toString());
    Stream.of(thrown.getStackTrace())
        .limit(FRAMES_SHOWN)
        .forEach(each -> words.append("\n    at ").append(each));
    if (thrown.getCause() != null) {
      words.append("\n  because of ").append(described(thrown.getCause()));
    }
    return words.toString();
  }

  private <T> T await(Life life, CompletableFuture<T> result, Duration timeout) {
    check(life);
    Strand me = current();
    if (!result.isDone()) {
      long parking = park(me);
      var _ = result.whenComplete((_, _) -> wake(me, parking));
      Alarms.Alarm alarm = after(timeout, () -> wake(me, parking));
      giveWay(me);
      alarm.cancel();
    } else if (dice.onceIn(YIELD_ONE_IN)) {
      ready.add(me);
      giveWay(me);
    }
    check(life);
    if (!result.isDone()) {
      throw Problem.of(
              ErrorCode.OUTCOME_UNKNOWN, "operation", "a simulated wait", "timeout", timeout)
          .exception();
    }
    return resultOf(result);
  }

  private void sleep(Life life, Duration duration) {
    check(life);
    Strand me = current();
    long parking = park(me);
    after(duration, () -> wake(me, parking));
    giveWay(me);
    check(life);
  }

  private void check(Life life) {
    if (over) {
      throw new Crashed();
    }
    life.check();
  }

  private Strand current() {
    Strand strand = running;
    if (strand == null || strand.thread != Thread.currentThread()) {
      throw new IllegalStateException("A wait outside the tasks of the simulation");
    }
    return strand;
  }

  private static long park(Strand strand) {
    strand.parked = true;
    return ++strand.parkings;
  }

  private void wake(Strand strand, long parking) {
    if (strand.parked && strand.parkings == parking) {
      strand.parked = false;
      ready.add(strand);
    }
  }

  private void giveWay(Strand me) {
    Optional<Strand> next = next();
    if (next.isEmpty()) {
      ended.countDown();
      me.baton.acquireUninterruptibly();
    } else if (next.get() != me) {
      handOn(next.get());
      me.baton.acquireUninterruptibly();
    }
  }

  private void handOn(Strand strand) {
    running = strand;
    strand.baton.release();
  }

  /// Who goes next; time passes while nobody is ready. Empty when the simulation is over.
  private Optional<Strand> next() {
    while (!over && ready.isEmpty()) {
      ringNext();
    }
    if (over) {
      return Optional.empty();
    }
    step(1);
    int choice = ready.size() == 1 ? 0 : dice.nextInt(ready.size());
    Strand chosen = ready.get(choice);
    Strand last = ready.removeLast();
    if (last != chosen) {
      ready.set(choice, last);
    }
    trace.mix(chosen.number);
    return over ? Optional.empty() : Optional.of(chosen);
  }

  private void ringNext() {
    Optional<Runnable> work = alarms.next();
    if (work.isEmpty()) {
      var _ = violated("something can always happen", "every task waits, and for nothing");
      return;
    }
    step(2);
    trace.mix(alarms.nowNanos());
    ring(work.get());
  }

  private void ring(Runnable work) {
    try {
      work.run();
    } catch (Crashed _) {
      // A violation was found.
    } catch (RuntimeException | StackOverflowError e) {
      var _ = violated("no task fails", "at a time set: " + described(e));
    }
  }

  private void step(long kind) {
    trace.mix(kind);
    if (++steps > stepsMax) {
      var _ = violated("it comes to an end", steps + " steps, and it goes on");
    }
  }

  /// Ends every task that still waits, one after the other.
  private void unwind() throws InterruptedException {
    for (Strand strand : List.copyOf(strands)) {
      strand.life.end();
      running = strand;
      strand.baton.release();
      Thread thread = strand.thread;
      if (thread != null) {
        thread.join();
      }
    }
  }

  private static <T> T resultOf(CompletableFuture<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        case null, default -> new CompletionException(e);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Nobody interrupts a simulated task", e);
    }
  }
}

package kz.digitaltenge.node.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;
import org.jspecify.annotations.Nullable;

/// Time, chance and threads of a network that a seed replays.
///
/// How it works: each task has a thread, and exactly one of them has the baton. Who waits hands it
/// on to a ready task that the seed chooses; when none is ready, the clock jumps to the next alarm.
/// So tasks interleave at every wait, in an order that is the same in every run of a seed, and a
/// minute of waiting takes no time. Everything here is touched with the baton in hand only.
public final class Simulation {
  private static final long SWITCHES_MAX = 20_000_000;
  private static final Duration WALL_TIME_MAX = Duration.ofMinutes(5);

  /// How often a wait for something that is there already lets others go first: one in so many.
  private static final int YIELD_ONE_IN = 4;

  private final long seed;
  private final Random random;
  private final List<Strand> ready = new ArrayList<>();
  // Also read by the thread that tears down.
  private final List<Strand> strands = new CopyOnWriteArrayList<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparing((Alarm alarm) -> alarm.at)
              .thenComparingLong(alarm -> alarm.sequence));
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Instant now;
  private long alarmsSet;
  private long switches;
  private @Nullable Strand running;

  /// Something to do at a time.
  static final class Alarm {
    private final Instant at;
    private final long sequence;
    private @Nullable Runnable work;

    private Alarm(Instant at, long sequence, Runnable work) {
      this.at = at;
      this.sequence = sequence;
      this.work = work;
    }

    void cancel() {
      work = null;
    }
  }

  /// A task with its thread, which runs only while it has the baton.
  private static final class Strand {
    private final Life life;
    private final Semaphore baton = new Semaphore(0);
    private Thread thread = Thread.currentThread();
    private boolean parked;
    private long parkings;

    Strand(Life life) {
      this.life = life;
    }
  }

  public Simulation(long seed, Instant start) {
    this.seed = seed;
    this.random = new Random(seed);
    this.now = start;
  }

  /// Plays a scenario in a task of its own, and everything that it starts, until the scenario ends.
  /// What it throws, or what any task throws, is thrown here with the seed.
  public void play(Runnable scenario) {
    var life = new Life();
    start(
        life,
        "scenario",
        () -> {
          scenario.run();
          ended.complete(true);
        });
    handOn(ready.removeFirst());
    try {
      ended.get(WALL_TIME_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      failures.add(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      failures.add(e);
    }
    tearDown();
    if (!failures.isEmpty()) {
      Throwable first = failures.getFirst();
      throw new AssertionError("seed " + seed + ": " + first.getMessage(), first);
    }
  }

  public Instant now() {
    return now;
  }

  public InstantSource clock() {
    return () -> now;
  }

  public RandomGenerator random() {
    return random;
  }

  /// A time from `least` to `most`.
  public Duration between(Duration least, Duration most) {
    return least.plusNanos(random.nextLong(most.minus(least).toNanos() + 1));
  }

  /// The tasks of a process in one of its lives.
  public Tasks tasks(Life life) {
    return new Tasks() {
      @Override
      public void start(String name, Runnable task) {
        life.check();
        Simulation.this.start(life, name, task);
      }

      @Override
      public <T> T await(CompletableFuture<T> result, Duration timeout) {
        return Simulation.this.await(life, result, timeout);
      }

      @Override
      public void sleep(Duration duration) {
        Simulation.this.sleep(life, duration);
      }

      @Override
      public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
        var _ = after(timeout, () -> result.complete(otherwise));
      }
    };
  }

  /// Does something later; it must not wait.
  Alarm after(Duration delay, Runnable work) {
    var alarm = new Alarm(now.plus(delay), alarmsSet++, work);
    alarms.add(alarm);
    return alarm;
  }

  /// Lets everything else go on until the condition holds.
  public void until(String what, BooleanSupplier condition, Duration most) {
    Instant deadline = now.plus(most);
    while (!condition.getAsBoolean()) {
      if (now.isAfter(deadline)) {
        throw new AssertionError("not within " + most + ": " + what);
      }
      pass(Duration.ofMillis(10));
    }
  }

  /// Lets time pass in the scenario.
  public void pass(Duration duration) {
    sleep(current().life, duration);
  }

  /// Runs something beside the scenario.
  public <T> CompletableFuture<T> beside(String name, Supplier<T> work) {
    var result = new CompletableFuture<T>();
    start(current().life, name, () -> result.complete(work.get()));
    return result;
  }

  /// Waits in the scenario.
  public <T> T await(CompletableFuture<T> result, Duration timeout) {
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

  void start(Life life, String name, Runnable task) {
    var strand = new Strand(life);
    strand.thread = Thread.ofVirtual().name(name).unstarted(() -> run(strand, task));
    strands.add(strand);
    ready.add(strand);
    strand.thread.start();
  }

  private void run(Strand strand, Runnable task) {
    strand.baton.acquireUninterruptibly();
    try {
      strand.life.check();
      task.run();
    } catch (Crashed _) {
      // As meant.
    } catch (Throwable e) {
      if (!strand.life.isOver() && !ended.isDone()) {
        String name = Thread.currentThread().getName();
        failures.add(new AssertionError("in '" + name + "': " + e.getMessage(), e));
        ended.complete(false);
      }
    }
    strands.remove(strand);
    if (!ended.isDone()) {
      next().ifPresentOrElse(this::handOn, this::deadlock);
    }
  }

  private <T> T await(Life life, CompletableFuture<T> result, Duration timeout) {
    life.check();
    Strand me = current();
    if (!result.isDone()) {
      long parking = park(me);
      var _ = result.whenComplete((_, _) -> wake(me, parking));
      Alarm alarm = after(timeout, () -> wake(me, parking));
      giveWay(me);
      alarm.cancel();
    } else if (random.nextInt(YIELD_ONE_IN) == 0) {
      ready.add(me);
      giveWay(me);
    }
    life.check();
    if (!result.isDone()) {
      throw Problem.of(
              ErrorCode.OUTCOME_UNKNOWN, "operation", "a simulated wait", "timeout", timeout)
          .exception();
    }
    return resultOf(result);
  }

  private void sleep(Life life, Duration duration) {
    life.check();
    Strand me = current();
    long parking = park(me);
    after(duration, () -> wake(me, parking));
    giveWay(me);
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
    next().ifPresentOrElse(strand -> handOn(me, strand), this::deadlock);
    if (ended.isDone()) {
      throw new Crashed();
    }
  }

  private void handOn(Strand me, Strand strand) {
    if (strand != me) {
      handOn(strand);
      me.baton.acquireUninterruptibly();
    }
  }

  private void handOn(Strand strand) {
    running = strand;
    strand.baton.release();
  }

  private void deadlock() {
    failures.add(new AssertionError("nothing can happen any more"));
    ended.complete(false);
  }

  /// Who goes next; time passes while nobody is ready.
  private Optional<Strand> next() {
    if (++switches > SWITCHES_MAX) {
      failures.add(new AssertionError("it never comes to an end"));
      ended.complete(false);
    }
    while (ready.isEmpty() && !alarms.isEmpty()) {
      Alarm alarm = alarms.remove();
      if (alarm.work != null) {
        now = alarm.at.isAfter(now) ? alarm.at : now;
        alarm.work.run();
      }
    }
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    int choice = random.nextInt(ready.size());
    Strand chosen = ready.get(choice);
    Strand last = ready.removeLast();
    if (last != chosen) {
      ready.set(choice, last);
    }
    return Optional.of(chosen);
  }

  /// Unwinds every task that still waits, one after the other.
  private void tearDown() {
    for (Strand strand : strands) {
      strand.life.end();
      strand.baton.release();
      try {
        strand.thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
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

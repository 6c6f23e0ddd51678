package kz.digitaltenge.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.app.demo.DemoNetwork.Outcome;
import kz.digitaltenge.app.progress.Progress;

/// Plays a day's file on a running network and reconciles the books.
///
/// Rows run side by side as far as [Turns] allows, so the outcome is that of playing them one after
/// another. Every row has an id of its own, so a day may be played again, after a kill too: what
/// was done stays done, and the rest follows.
public final class DemoPlay {
  /// Rows read ahead of the oldest one that is not done.
  private static final int WAITING_MAX = 4_096;

  /// Requests at the network at once.
  private static final int IN_FLIGHT_MAX = 64;

  private final DemoNetwork network;
  private final Tasks tasks;
  private final InstantSource clock;
  private final BankDirectory banks;
  private final Persistence persistence;
  private final Scores scores = new Scores();
  private final Turns turns = new Turns();
  private final Semaphore waiting = new Semaphore(WAITING_MAX);
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);

  /// For one day.
  public DemoPlay(DemoNetwork network, Tasks tasks, InstantSource clock) {
    this.network = network;
    this.tasks = tasks;
    this.clock = clock;
    this.banks = new BankDirectory(network.banks());
    this.persistence = new Persistence(network, tasks, clock);
  }

  /// Plays the whole file; blocks until everything in it is done or refused and the books are read.
  ///
  /// @throws PlatformException when the file cannot be read
  public DemoReport play(Path file, Progress progress) {
    try (DayFile day = DayFile.open(file, network.currency());
        Progress.Stage stage = progress.begin("Playing " + file.getFileName(), rows(file))) {
      return play(day, stage);
    }
  }

  private long rows(Path file) {
    long rows = 0;
    try (DayFile day = DayFile.open(file, network.currency())) {
      while (day.next().isPresent()) {
        rows++;
      }
    }
    return rows;
  }

  DemoReport play(DayFile day, Progress.Stage progress) {
    long started = clock.millis();
    for (Optional<DayLine> line = day.next(); line.isPresent(); line = day.next()) {
      waiting.acquireUninterruptibly();
      begin(line.get(), progress);
    }
    waiting.acquireUninterruptibly(WAITING_MAX);
    Duration took = Duration.ofMillis(clock.millis() - started);
    return report(new Reconciler(network, tasks).read(), took);
  }

  private void begin(DayLine line, Progress.Stage progress) {
    switch (line) {
      case DayLine.Bad(long number, Problem problem) -> refuse(number, problem, progress);
      case DayLine.Good(long number, DayRow row) -> {
        try {
          begin(number, Errand.of(row, banks), progress);
        } catch (PlatformException e) {
          refuse(number, e.problem(), progress);
        }
      }
    }
  }

  private void begin(long number, Errand errand, Progress.Stage progress) {
    var ended = new CompletableFuture<Boolean>();
    CompletableFuture<?> turn = turns.enter(errand.touches(), ended);
    tasks.start("line " + number, () -> run(number, errand, turn, ended, progress));
  }

  private void run(
      long number,
      Errand errand,
      CompletableFuture<?> turn,
      CompletableFuture<Boolean> ended,
      Progress.Stage progress) {
    try {
      turn.join();
      note(number, errand, ask(errand));
    } catch (PlatformException e) {
      scores.refused(number, e.problem());
    } finally {
      ended.complete(true);
      over(progress);
    }
  }

  private Outcome ask(Errand errand) {
    inFlight.acquireUninterruptibly();
    try {
      return persistence.ask(errand);
    } finally {
      inFlight.release();
    }
  }

  private void note(long number, Errand errand, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done(boolean before) -> scores.done(errand, before);
      case Outcome.Refused(Problem problem) -> scores.refused(number, problem);
    }
  }

  private void refuse(long number, Problem problem, Progress.Stage progress) {
    scores.refused(number, problem);
    over(progress);
  }

  private void over(Progress.Stage progress) {
    progress.step();
    waiting.release();
  }

  private DemoReport report(Reconciler.Read read, Duration took) {
    var lines = new ArrayList<DemoReport.BankLine>();
    for (DemoNetwork.Bank bank : network.banks()) {
      read.books().stream()
          .filter(book -> book.node().equals(bank.node()))
          .map(
              book ->
                  new DemoReport.BankLine(
                      bank.node(),
                      bank.name(),
                      book.accounts(),
                      scores.of(bank.node()),
                      book.balance()))
          .forEach(lines::add);
    }
    lines.sort(Comparator.comparing(DemoReport.BankLine::node));
    return new DemoReport(
        scores.counts(),
        List.copyOf(lines),
        read.reconciliation(),
        scores.refusedCount(),
        scores.refused(),
        took);
  }
}

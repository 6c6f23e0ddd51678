package kz.digitaltenge.app.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.simulation.SeedReport;
import kz.digitaltenge.simulation.Simulator;

/// Plays seeds side by side, one for each processor, until they are done or one of them fails. Each
/// of them is a world of its own, so their order changes nothing.
final class SeedRun {
  private final long first;
  private final long count;
  private final AtomicLong begun = new AtomicLong();
  private final long steps;
  private final Progress.Stage stage;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final SimulationReport.Sum sum = new SimulationReport.Sum();

  private SeedRun(long first, long count, long steps, Progress.Stage stage) {
    this.first = first;
    this.count = count;
    this.steps = steps;
    this.stage = stage;
  }

  static SimulationReport play(long first, long count, long steps, Progress progress)
      throws InterruptedException {
    long start = System.nanoTime();
    try (Progress.Stage stage = progress.begin("Seeds", count)) {
      var run = new SeedRun(first, count, steps, stage);
      run.playAll();
      return run.sum.report(first, count, steps, System.nanoTime() - start);
    }
  }

  private void playAll() throws InterruptedException {
    List<Thread> players = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      players.add(Thread.ofVirtual().name("player " + i).start(this::playNext));
    }
    for (Thread player : players) {
      player.join();
    }
  }

  private void playNext() {
    for (long index = begun.getAndIncrement();
        index < count && !failed.get();
        index = begun.getAndIncrement()) {
      add(Simulator.play(first + index, steps));
      stage.step();
    }
  }

  private synchronized void add(SeedReport report) {
    sum.add(report);
    if (report.violation().isPresent()) {
      failed.set(true);
    }
  }
}

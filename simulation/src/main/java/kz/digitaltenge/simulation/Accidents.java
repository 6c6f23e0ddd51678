package kz.digitaltenge.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.vault.VaultException.Reason;

/// What happens to machines: they crash and start again, disks have moods, clocks go wrong, and the
/// notary falls silent for longer than a transaction's window.
final class Accidents {
  private static final Duration DOWN_MOST = Duration.ofSeconds(5);
  private static final Duration TROUBLE_MOST = Duration.ofSeconds(6);

  /// Longer than anybody waits for a write.
  private static final Duration LONG_TROUBLE_MOST = Duration.ofSeconds(50);

  private static final int LONG_ONE_IN = 5;
  private static final Duration SILENCE_MOST = Duration.ofSeconds(100);
  private static final Duration CLOCK_PAUSE_MOST = Duration.ofSeconds(10);
  private static final Duration WAIT_FOR_STEP_MOST = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final List<Reason> REFUSALS =
      List.of(Reason.BUSY, Reason.DISK_FULL, Reason.OUTCOME_UNKNOWN, Reason.UNREACHABLE);
  private static final List<Step> STEPS = List.of(Step.values());

  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final Dice dice;
  private final BooleanSupplier evening;
  private long happened;

  Accidents(SimulatedNetwork network, BooleanSupplier evening) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.dice = network.dice();
    this.evening = evening;
  }

  /// Accidents so far.
  long happened() {
    return happened;
  }

  void start() {
    Climate climate = network.climate();
    every("crashes", climate.crashPauseMost(), this::crash);
    every("crashes of the notary", climate.notaryPauseMost(), this::crashMember);
    every("disks", climate.diskPauseMost(), this::spoilDisk);
    every("silence", climate.silencePauseMost(), this::silence);
    if (climate.clockErrorMost().isPositive()) {
      every("clocks", CLOCK_PAUSE_MOST, this::setClock);
    }
  }

  private void every(String what, Duration pauseMost, Runnable accident) {
    if (pauseMost.isPositive()) {
      var _ = scheduler.beside(what, () -> goOn(pauseMost, accident));
    }
  }

  private boolean goOn(Duration pauseMost, Runnable accident) {
    while (!evening.getAsBoolean()) {
      scheduler.pass(dice.upTo(pauseMost));
      if (!evening.getAsBoolean()) {
        happened++;
        accident.run();
      }
    }
    return true;
  }

  private void crash() {
    SimulatedNode node = dice.pick(network.nodes());
    if (dice.nextBoolean()) {
      if (node.isUp()) {
        node.crash();
      }
    } else {
      node.crashAt(dice.pick(STEPS));
      var _ = scheduler.until(() -> !node.isUp(), LOOK, WAIT_FOR_STEP_MOST);
      node.spare();
    }
    scheduler.pass(dice.upTo(DOWN_MOST));
    if (!node.isUp()) {
      node.start();
    }
  }

  private void crashMember() {
    SimulatedNotary notary = network.notary();
    String name = dice.pick(notary.names());
    if (notary.isUp(name)) {
      notary.crash(name, dice.onceIn(3));
      scheduler.pass(dice.upTo(DOWN_MOST));
      if (!notary.isUp(name)) {
        notary.start(name, network.parties());
      }
    }
  }

  private void spoilDisk() {
    SimulatedNode node = dice.pick(network.nodes());
    if (!node.isUp()) {
      return;
    }
    Disk disk = node.running().disk();
    switch (dice.nextInt(4)) {
      case 0 -> {
        Reason reason = dice.pick(REFUSALS);
        scheduler.note("has a disk that refuses", node.id(), reason);
        disk.refuse(reason);
      }
      case 1 -> {
        scheduler.note("does not learn what its disk took", node.id(), "");
        disk.hideOutcomes();
      }
      case 2 -> {
        scheduler.note("has a disk that stands still", node.id(), "");
        disk.freeze();
      }
      default -> {
        scheduler.note("cannot read its disk", node.id(), "");
        disk.blind();
      }
    }
    scheduler.pass(dice.upTo(dice.onceIn(LONG_ONE_IN) ? LONG_TROUBLE_MOST : TROUBLE_MOST));
    disk.recover();
  }

  private void silence() {
    scheduler.note("falls silent", "the notary", "");
    network.weather().silence(true);
    scheduler.pass(dice.upTo(SILENCE_MOST));
    network.weather().silence(false);
  }

  private void setClock() {
    Duration error = dice.around(network.climate().clockErrorMost());
    if (dice.onceIn(4)) {
      network.notary().clockError(dice.pick(network.notary().names()), error);
    } else {
      dice.pick(network.nodes()).clockError(error);
    }
  }

  /// Everything is mended and everybody is up again.
  void mend() {
    network.weather().clear(true);
    network.notary().rightClocks();
    network
        .nodes()
        .forEach(
            node -> {
              node.clockError(Duration.ZERO);
              node.spare();
              if (node.isUp()) {
                node.running().disk().recover();
              } else {
                node.start();
              }
            });
    network.notary().names().stream()
        .filter(name -> !network.notary().isUp(name))
        .forEach(name -> network.notary().start(name, network.parties()));
  }
}

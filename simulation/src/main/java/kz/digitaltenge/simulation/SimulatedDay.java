package kz.digitaltenge.simulation;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One day of one seed: money is issued, customers pay, things go wrong; in the evening all is
/// mended, everything comes to its end, and the books are closed.
final class SimulatedDay {
  /// A day that needs so many times its steps to come to rest never does.
  private static final long STEPS_FACTOR = 4;

  private static final long STEPS_TO_REST = 400_000;
  private static final Duration REST_MOST = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTERTHOUGHT = Duration.ofSeconds(3);

  private final long seed;
  private final long steps;
  private final Scheduler scheduler;
  private final Climate climate;
  private final Signing signing;
  private @Nullable SimulatedNetwork network;
  private @Nullable Customers customers;
  private @Nullable Accidents accidents;

  SimulatedDay(long seed, long steps, Signing signing, Trace trace) {
    this.seed = seed;
    this.steps = steps;
    this.signing = signing;
    var dice = new Dice(seed);
    this.climate = Climate.draw(dice).withCutsOf(seed);
    this.scheduler =
        new Scheduler(
            dice, trace, Parties.START, Math.addExact(steps * STEPS_FACTOR, STEPS_TO_REST));
  }

  SeedReport play() {
    Optional<Violation> violation = scheduler.play(this::pass);
    return new SeedReport(
        seed,
        steps,
        scheduler.steps(),
        customers == null ? 0 : customers.orders(),
        customers == null ? 0 : customers.paid(),
        network == null ? 0 : network.watch().book().decisions(),
        network == null ? 0 : network.wire().messages(),
        (network == null ? 0 : network.weather().faults())
            + (accidents == null ? 0 : accidents.happened()),
        network == null ? 0 : network.watch().checks(),
        scheduler.traceHash(),
        violation);
  }

  private void pass() {
    var built = new SimulatedNetwork(scheduler, climate, signing);
    network = built;
    var office = new CentralBankOffice(built);
    var clients = new Customers(built, office.treasury(), Climate.hasSplits(seed), this::isEvening);
    customers = clients;
    var mishaps = new Accidents(built, this::isEvening);
    accidents = mishaps;
    office.begin(clients);
    built.weather().clear(false);
    office.start(clients, this::isEvening);
    var cuts = new CutOffice(built);
    cuts.start(this::isEvening);
    mishaps.start();
    clients.start();
    new DoubleSpender(built).start(climate.rivalPauseMost(), this::isEvening);
    var _ = scheduler.until(this::isEvening, LOOK, Duration.ofDays(3_650));
    mishaps.mend();
    office.end();
    cuts.end();
    close(built, clients, office, mishaps);
    cuts.proveAtRest();
  }

  private boolean isEvening() {
    return scheduler.steps() >= steps;
  }

  private void close(
      SimulatedNetwork built, Customers clients, CentralBankOffice office, Accidents mishaps) {
    var closing = new Closing(built);
    // Accidents that were under way end first, and leave something to mend.
    boolean allAtHome = scheduler.until(clients::allAtHome, LOOK, REST_MOST);
    mishaps.mend();
    boolean rested = scheduler.until(() -> !closing.isSomethingOpen(), LOOK, REST_MOST);
    scheduler.pass(AFTERTHOUGHT);
    rested &= scheduler.until(() -> !closing.isSomethingOpen(), LOOK, REST_MOST);
    built.watch().holds(allAtHome, "every customer hears the last word", "somebody still asks");
    built.watch().holds(rested, "nothing is stuck once all is quiet", closing.open());
    closing.check(clients, office.treasury());
  }
}

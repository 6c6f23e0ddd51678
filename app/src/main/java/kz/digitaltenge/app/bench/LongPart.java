package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Pays for long without a pause and tells every minute, with checkpoints, vacuum, collections and
/// supply proofs happening meanwhile.
final class LongPart {
  private static final int IN_FLIGHT = 64;
  private static final String MEMBER = "notary-1";
  private static final long BYTES_PER_MIB = 1 << 20;

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final Set<String> checkpoints = new HashSet<>();

  LongPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    LongReport run = started();
    double own =
        settings.scale().rate() > 0
            ? GeneratorCost.openLoopMicros()
            : GeneratorCost.closedLoopMicros();
    return new LongReport(
        run.load(),
        run.minutes(),
        run.housekeeping(),
        List.of(
            "%.1f µs of each payment's processor time are the load generator's own."
                .formatted(own)),
        run.failed());
  }

  private LongReport started() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "long", 0, 1, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  LongReport measure(BenchNetwork network) throws InterruptedException {
    BenchCustomers customers =
        BenchCustomers.prepare(network.platform(), "l", settings.scale().customers());
    VaultDatabase server = network.backstage().database("postgres");
    List<VaultDatabase> databases =
        network.platform().members().stream()
            .map(member -> network.backstage().database(DataFolder.database(member.node())))
            .toList();
    var minutes = new ArrayList<LongReport.Minute>();
    noteCheckpoints(network);
    int checkpointsBefore = checkpoints.size();
    DatabaseCounters before = DatabaseCounters.read(server, databases);
    long[] collectionsBefore = collections();
    try (SustainedLoad load = load(customers)) {
      load.awaitFirst();
      Thread.sleep(settings.warmUp());
      var _ = load.next();
      long count = Math.max(2, settings.scale().longRun().dividedBy(settings.scale().period()));
      for (long minute = 0; minute < count; minute++) {
        progress.accept("Minute %d of %d".formatted(minute + 1, count));
        wait(server, minute == count / 2);
        Slice slice = load.next();
        noteCheckpoints(network);
        minutes.add(
            new LongReport.Minute(
                slice.figure("cross-bank", inFlight()),
                slice.processorMicros(),
                ResidentMemory.mib()));
      }
    }
    DatabaseCounters database = DatabaseCounters.read(server, databases).since(before);
    long[] collections = collections();
    var housekeeping =
        new LongReport.Housekeeping(
            checkpoints.size() - checkpointsBefore,
            database.checkpoints(),
            1,
            database.vacuums(),
            database.walBytes() / BYTES_PER_MIB,
            collections[0] - collectionsBefore[0],
            collections[1] - collectionsBefore[1]);
    return report(minutes, housekeeping, customers.banks().count());
  }

  private LongReport report(
      List<LongReport.Minute> minutes, LongReport.Housekeeping housekeeping, int banks) {
    String load =
        settings.scale().rate() > 0
            ? "%,d payments a second fall due".formatted(settings.scale().rate())
            : "%d payments are under way at once".formatted(IN_FLIGHT);
    return new LongReport(
        load + " across %d banks; a supply proof is made each minute.".formatted(banks),
        minutes,
        housekeeping,
        List.of(),
        minutes.stream().mapToLong(minute -> minute.figure().failed()).sum());
  }

  private int inFlight() {
    return settings.scale().rate() > 0 ? 0 : IN_FLIGHT;
  }

  private SustainedLoad load(BenchCustomers customers) {
    Workload workload = number -> customers.payAcrossBanks("l", number);
    var numbers = new AtomicLong();
    return settings.scale().rate() > 0
        ? SustainedLoad.open(workload, numbers, settings.scale().rate())
        : SustainedLoad.closed(workload, numbers, IN_FLIGHT);
  }

  /// In the middle of the run the server is told to make a checkpoint: one by time or size may not
  /// fall into ten minutes.
  private void wait(VaultDatabase server, boolean checkpoint) throws InterruptedException {
    Duration period = settings.scale().period();
    if (!checkpoint) {
      Thread.sleep(period);
      return;
    }
    Thread asks =
        Thread.ofVirtual().name("checkpoint").start(() -> DatabaseCounters.checkpoint(server));
    Thread.sleep(period);
    asks.join();
  }

  /// The notary keeps the newest few; a minute makes no more than that.
  private void noteCheckpoints(BenchNetwork network) {
    Path raft = network.folder().notary(MEMBER).resolve("raft");
    try (Stream<Path> all = Files.find(raft, 4, (path, _) -> isCheckpoint(path))) {
      all.forEach(path -> checkpoints.add(path.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCheckpoint(Path path) {
    return path.getFileName().toString().matches("at-\\d+-\\d+");
  }

  private static long[] collections() {
    long count = 0;
    long millis = 0;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      count += Math.max(0, bean.getCollectionCount());
      millis += Math.max(0, bean.getCollectionTime());
    }
    return new long[] {count, millis};
  }
}

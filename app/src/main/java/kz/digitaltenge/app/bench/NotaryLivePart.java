package kz.digitaltenge.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.Machine;

/// Holds a notary with many live references against one with few, in turns, both in this process.
final class NotaryLivePart {
  private static final int IN_FLIGHT = 64;

  /// To be spent while measuring, an even sample, so that what is looked up is seldom in a cache.
  private static final int KEPT = 100_000;

  private final BenchSettings settings;
  private final Consumer<String> progress;

  NotaryLivePart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    try (Machine machine = Machine.here();
        NotaryBench small = start(machine, 0);
        NotaryBench large = start(machine, 1)) {
      grow(small, settings.scale().tokensFew());
      grow(large, settings.scale().notaryTokens());
      String few = "small notary, %,d live references".formatted(small.liveCount());
      String many = "large notary, %,d live references".formatted(large.liveCount());
      progress.accept("Asking both in turns");
      var alternation = new Alternation().arm(few, slice(small)).arm(many, slice(large));
      alternation.warmUp().run(settings.scale().rounds());
      return new Comparison(
          BenchPart.NOTARY_LIVE,
          "One member each over TLS, two attestations a request, one reference spent and two"
              + " created. Making the requests is part of the load.",
          IN_FLIGHT,
          alternation.arms("notary", IN_FLIGHT),
          List.of("Memory with both: %,d MiB.".formatted(ResidentMemory.mib())),
          alternation.failed());
    }
  }

  private NotaryBench start(Machine machine, int number) throws InterruptedException {
    int port = settings.notaryPort(number);
    Path folder = settings.folder().resolve("notary-live-" + number);
    var network =
        new SyntheticNetwork(
            machine, folder.resolve("keys"), "localhost:" + port, "localhost:" + (port + 1));
    var notary = new NotaryBench(network, machine, folder.resolve("notary"));
    try {
      notary.prepare();
      return notary;
    } catch (InterruptedException | RuntimeException e) {
      notary.close();
      throw e;
    }
  }

  private void grow(NotaryBench notary, long live) throws InterruptedException {
    progress.accept("Making %,d live references".formatted(live));
    notary.grow(live, KEPT);
  }

  private Alternation.Measuring slice(NotaryBench notary) {
    Duration window = settings.window().dividedBy(2);
    return () -> notary.measure(IN_FLIGHT, window.dividedBy(4), window);
  }
}

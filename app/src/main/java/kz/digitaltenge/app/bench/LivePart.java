package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Holds a network with many live tokens against one with few, in turns, both in this process.
final class LivePart {
  private static final int IN_FLIGHT = 64;

  private final BenchSettings settings;
  private final Consumer<String> progress;

  LivePart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    progress.accept("Starting two networks");
    try (var small = BenchNetwork.start(settings, "few", 0, 1, SupplyProofs.ON_DEMAND);
        var large = BenchNetwork.start(settings, "many", 1, 1, SupplyProofs.ON_DEMAND)) {
      return measure(small, large);
    }
  }

  Comparison measure(BenchNetwork small, BenchNetwork large) throws InterruptedException {
    var few = LiveTokens.make(small, settings.scale().tokensFew(), "few", progress);
    var many = LiveTokens.make(large, settings.scale().tokensMany(), "many", progress);
    progress.accept("Paying in both networks in turns");
    var alternation = new Alternation();
    alternation.arm("small network, %,d live tokens".formatted(few.count()), slice(few));
    alternation.arm("large network, %,d live tokens".formatted(many.count()), slice(many));
    alternation.warmUp().run(settings.scale().rounds());
    return new Comparison(
        BenchPart.LIVE,
        "Two networks in one process take turns. Payments go across banks, one token in and one"
            + " out, and take the tokens of all customers in turn. No supply proof is made; what"
            + " one costs is measured by itself.",
        IN_FLIGHT,
        alternation.arms("cross-bank", IN_FLIGHT),
        List.of(
            "The notaries say: %,d and %,d live references; memory with both networks: %,d MiB."
                .formatted(liveCount(small), liveCount(large), ResidentMemory.mib())),
        alternation.failed());
  }

  private Alternation.Measuring slice(LiveTokens tokens) {
    Duration window = settings.window().dividedBy(2);
    var numbers = new AtomicLong();
    return () ->
        new ClosedLoop(number -> tokens.pay("v", number), numbers)
            .measure(IN_FLIGHT, window.dividedBy(4), window);
  }

  private static long liveCount(BenchNetwork network) {
    return network.platform().notary().getFirst().status().liveCount();
  }
}

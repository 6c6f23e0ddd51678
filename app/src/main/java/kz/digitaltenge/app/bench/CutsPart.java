package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// Holds payments while the supply is proved against payments while it is not, in turns, over many
/// live tokens.
final class CutsPart {
  private static final int IN_FLIGHT = 64;
  private static final double SECONDS_A_MINUTE = 60;
  private static final Executor THREADS = task -> Thread.ofVirtual().name("cut").start(task);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final List<Double> cutSeconds = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();

  CutsPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "cuts", 0, 1, SupplyProofs.ON_DEMAND)) {
      return measure(network);
    }
  }

  Comparison measure(BenchNetwork network) throws InterruptedException {
    var tokens = LiveTokens.make(network, settings.scale().tokensMany(), "cuts", progress);
    progress.accept("Proving the supply once");
    SupplyProof first = network.platform().centralBank().proveSupply();
    progress.accept("Paying with cuts and without in turns");
    var alternation = new Alternation();
    alternation.arm("no cut", () -> slice(tokens));
    alternation.arm("a cut in each window", () -> sliceWithCut(network, tokens));
    alternation.run(settings.scale().rounds());
    List<Arm> arms = alternation.arms("cross-bank", IN_FLIGHT);
    return new Comparison(
        BenchPart.CUTS,
        "%,d live tokens at five banks; payments across banks. Windows of %d ms take turns; in"
                .formatted(tokens.count(), window().toMillis())
            + " every second one a supply proof is made from its beginning on.",
        IN_FLIGHT,
        arms,
        notes(arms, first),
        alternation.failed());
  }

  private Duration window() {
    return settings.window().multipliedBy(2);
  }

  private Slice slice(LiveTokens tokens) throws InterruptedException {
    return new ClosedLoop(number -> tokens.pay("c", number), numbers)
        .measure(IN_FLIGHT, settings.warmUp(), window());
  }

  private Slice sliceWithCut(BenchNetwork network, LiveTokens tokens) throws InterruptedException {
    var cut = CompletableFuture.supplyAsync(() -> secondsOfCut(network), THREADS);
    // The cut begins with the window: what warms up before it is the load.
    try {
      Slice slice = slice(tokens);
      cutSeconds.add(cut.join());
      return slice;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private double secondsOfCut(BenchNetwork network) {
    try {
      Thread.sleep(settings.warmUp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long begin = System.nanoTime();
    var _ = network.platform().centralBank().proveSupply();
    return (System.nanoTime() - begin) / 1e9;
  }

  private List<String> notes(List<Arm> arms, SupplyProof first) {
    double lost = 1 - arms.getLast().ratio().perSecond();
    double seconds = window().toMillis() / 1_000.0;
    double longest = cutSeconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double mean = cutSeconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return List.of(
        "%d cuts took %.2f s each on average, the longest %.2f s of a window of %.1f s; a first one"
                .formatted(cutSeconds.size(), mean, longest, seconds)
            + " before them, at position %,d, is not counted.".formatted(first.cut().head().size()),
        "A cut in each window costs %.1f %% of throughput; a cut a minute therefore %.2f %%."
            .formatted(100 * lost, 100 * lost * seconds / SECONDS_A_MINUTE));
  }
}

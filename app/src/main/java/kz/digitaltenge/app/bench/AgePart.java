package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Holds payments over tokens that have moved once, a hundred times and ten thousand times against
/// each other, in turns, in one network.
final class AgePart {
  private static final int IN_FLIGHT = 16;
  private static final int AGEING_AT_ONCE = 32;

  /// Of the oldest, which take long to make.
  private static final int OLD_LANES = 32;

  private static final int MIDDLE_LANES = 64;
  private static final int MIDDLE_TOKENS = 4;
  private static final int MIDDLE_MOVES = 100;

  /// Many, so that they stay young while they are measured, and few an account, so that nobody
  /// merges them.
  private static final int YOUNG_TOKENS = 24;

  private final BenchSettings settings;
  private final Consumer<String> progress;

  AgePart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "age", 0, 1, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  Comparison measure(BenchNetwork network) throws InterruptedException {
    var banks = new BenchBanks(network.platform());
    for (int bank = 0; bank < banks.count(); bank++) {
      banks.issue(bank, "10000000.00", "age");
    }
    progress.accept("Making young tokens");
    int lanes = Math.clamp(settings.scale().moves() / 10L, IN_FLIGHT * 2, 1_000);
    var young =
        MovedTokens.make(banks, "young", lanes, Math.min(YOUNG_TOKENS, settings.scale().moves()));
    int middleMoves = Math.min(MIDDLE_MOVES, settings.scale().moves());
    var middle = aged(banks, "middle", MIDDLE_LANES, MIDDLE_TOKENS, middleMoves);
    var old = aged(banks, "old", OLD_LANES, 1, settings.scale().moves());
    List<MovedTokens> groups = List.of(young, middle, old);
    List<Double> before = groups.stream().map(MovedTokens::movesEach).toList();
    progress.accept("Paying with young and old tokens in turns");
    var alternation = new Alternation();
    alternation.arm("young, 1 move", () -> slice(young));
    alternation.arm("middle, %d moves".formatted(middleMoves), () -> slice(middle));
    alternation.arm("old, %,d moves".formatted(settings.scale().moves()), () -> slice(old));
    alternation.warmUp().run(settings.scale().rounds());
    return new Comparison(
        BenchPart.AGE,
        "Each payment moves a whole token of 10 tenge between two customers of two banks: one"
            + " input, one output. The tokens were moved there and back so often before. Latency"
            + " ends when the payee can spend.",
        IN_FLIGHT,
        alternation.arms("cross-bank", IN_FLIGHT),
        notes(groups, before),
        alternation.failed());
  }

  private MovedTokens aged(BenchBanks banks, String name, int lanes, int tokens, int moves)
      throws InterruptedException {
    var made = MovedTokens.make(banks, name, lanes, tokens);
    progress.accept("Moving %,d tokens %,d times".formatted(lanes * tokens, moves));
    made.age(moves, AGEING_AT_ONCE);
    return made;
  }

  private Slice slice(MovedTokens tokens) throws InterruptedException {
    Duration window = settings.window().dividedBy(2);
    return new ClosedLoop(tokens::pay, new AtomicLong())
        .measure(IN_FLIGHT, window.dividedBy(4), window);
  }

  private static List<String> notes(List<MovedTokens> groups, List<Double> before) {
    var notes = new ArrayList<String>();
    for (int i = 0; i < groups.size(); i++) {
      notes.add(
          "%,d tokens that had %,.0f moves each at the beginning and %,.0f at the end."
              .formatted(groups.get(i).tokens(), before.get(i), groups.get(i).movesEach()));
    }
    return notes;
  }
}

package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;
import org.jspecify.annotations.Nullable;

/// Holds payments over tokens that have moved once, a hundred times and ten thousand times against
/// each other, in turns, in one network.
final class AgePart {
  private static final int IN_FLIGHT = 16;
  private static final int AGEING_AT_ONCE = 32;

  /// Pairs of customers with one token between them, as many of each age: what is spread over more
  /// customers finds colder rows and waits less for others.
  private static final int LANES = 32;

  private static final int MIDDLE_MOVES = 100;

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
    int middleMoves = Math.min(MIDDLE_MOVES, settings.scale().moves());
    var middle = aged(banks, "middle", middleMoves);
    var old = aged(banks, "old", settings.scale().moves());
    List<MovedTokens> groups = List.of(middle, old);
    List<Double> before = groups.stream().map(MovedTokens::movesEach).toList();
    progress.accept("Paying with young and old tokens in turns");
    var young = new Young(banks);
    var alternation = new Alternation();
    alternation.arm("young, 1 move", () -> slice(young.next()));
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
        notes(young, groups, before),
        alternation.failed());
  }

  /// Tokens are young once: each turn has others, made before its time is taken.
  private static final class Young {
    private final BenchBanks banks;
    private int turns;
    private @Nullable MovedTokens last;

    private Young(BenchBanks banks) {
      this.banks = banks;
    }

    private MovedTokens next() throws InterruptedException {
      last = MovedTokens.make(banks, "young-%d-".formatted(turns++), LANES, 1);
      return last;
    }

    private double movesAtTheEnd() {
      return last == null ? 0 : last.movesEach();
    }
  }

  private MovedTokens aged(BenchBanks banks, String name, int moves) throws InterruptedException {
    var made = MovedTokens.make(banks, name, LANES, 1);
    progress.accept("Moving %,d tokens %,d times".formatted(LANES, moves));
    made.age(moves, AGEING_AT_ONCE);
    return made;
  }

  private Slice slice(MovedTokens tokens) throws InterruptedException {
    Duration window = settings.window().dividedBy(2);
    return new ClosedLoop(tokens::pay, new AtomicLong())
        .measure(IN_FLIGHT, window.dividedBy(4), window);
  }

  private static List<String> notes(Young young, List<MovedTokens> groups, List<Double> before) {
    var notes = new ArrayList<String>();
    notes.add(
        "%,d young tokens, made anew before each turn: 1 move each at its beginning, %,.0f at the end of the last."
            .formatted(LANES, young.movesAtTheEnd()));
    for (int i = 0; i < groups.size(); i++) {
      notes.add(
          "%,d tokens that had %,.0f moves each at the beginning and %,.0f at the end."
              .formatted(groups.get(i).tokens(), before.get(i), groups.get(i).movesEach()));
    }
    return notes;
  }
}

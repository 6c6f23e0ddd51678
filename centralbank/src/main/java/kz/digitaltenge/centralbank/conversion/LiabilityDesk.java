package kz.digitaltenge.centralbank.conversion;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.centralbank.supply.SupplyProver.Proven;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// Holds what each supply proof says was issued and redeemed against the liability in the core
/// banking system, and keeps what it found beside the proof.
///
/// Blocking; any thread may call. What could not be found out is noted as unknown.
public final class LiabilityDesk {
  private static final System.Logger LOG = System.getLogger(LiabilityDesk.class.getName());

  /// How many cuts are made in a row to find a moment between two conversions.
  private static final int CUTS_MAX = 3;

  /// How long conversions that ended after the cut may be why the gap is the same again and again.
  private static final Duration GAP_MAX = Duration.ofMinutes(5);

  private final Conversions conversions;
  private final ConversionBook book;
  private final ZoneId zone;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile Optional<LiabilityLine> newest = Optional.empty();

  /// Gaps that are remembered until books and cut agree again; the oldest are forgotten first.
  private static final int GAPS_MAX = 64;

  /// A gap that this many looks one after the other did not see is another one when it comes again:
  /// as much ends in a hurry now and then.
  private static final int LOOKS_BETWEEN = 2;

  // Guarded by oneAtATime, as the next.
  private final LinkedHashMap<Long, Gap> gaps = new LinkedHashMap<>();
  private int looks;
  private Optional<Amount> lastCirculating = Optional.empty();

  /// By how much more circulated when it was looked at than at a cut.
  ///
  /// @param cut the first at which it was so, since they agreed
  private record Gap(Cut cut, long tiyn, Instant since, int look) {
    Gap seenAt(int last) {
      return new Gap(cut, tiyn, since, last);
    }
  }

  /// @param zone of the core banking system's days
  public LiabilityDesk(
      Conversions conversions, ConversionBook book, ZoneId zone, InstantSource clock) {
    this.conversions = conversions;
    this.book = book;
    this.zone = zone;
    this.clock = clock;
  }

  /// What a supply proof says of its cut.
  ///
  /// @param position in the notary's log; two cuts between which nothing was notarised have the
  ///   same
  /// @param at by the notary's clock
  public record Cut(
      long position, Instant at, SupplyOutcome outcome, List<SupplyVerdict.Total> totals) {
    public Cut {
      totals = List.copyOf(totals);
    }

    public static Cut of(Proven proven) {
      return new Cut(
          proven.proof().position(),
          proven.proof().cut().head().logTime(),
          proven.verdict().outcome(),
          proven.verdict().totals());
    }

    private boolean isGreen() {
      return outcome == SupplyOutcome.GREEN;
    }
  }

  /// Looks at the core banking system beside a proof that was made just now.
  public LiabilityLine look(Cut cut) {
    return look(cut, conversions::glance);
  }

  /// The same at the newest proof, and at new ones when a conversion ended meanwhile; all
  /// statements are read anew. Unknown where the proof itself does not hold.
  ///
  /// @param fresh makes a proof now
  /// @throws PlatformException when the supply cannot be proved
  public LiabilityLine lookNow(Optional<Cut> newest, Supplier<Cut> fresh) {
    LiabilityLine found = lookWhole(newest.filter(Cut::isGreen).orElseGet(fresh));
    for (int cuts = 0; cuts < CUTS_MAX && found.word() == Word.MOVED; cuts++) {
      found = lookWhole(fresh.get());
    }
    return found;
  }

  private LiabilityLine lookWhole(Cut cut) {
    return cut.isGreen()
        ? look(cut, conversions::reconcile)
        : unknown(cut, Amount.ZERO, Amount.ZERO, "the supply proof is " + cut.outcome());
  }

  /// What this process found last.
  public Optional<LiabilityLine> newest() {
    return newest;
  }

  /// What was found beside the proof of a cut.
  ///
  /// @throws PlatformException when the memory does not answer
  public Optional<LiabilityLine> at(long position) {
    return book.liabilityAt(position);
  }

  private LiabilityLine look(Cut cut, Function<ZoneId, Reconciliation> reconcile) {
    oneAtATime.lock();
    try {
      return kept(found(cut, reconcile));
    } finally {
      oneAtATime.unlock();
    }
  }

  private LiabilityLine kept(LiabilityLine found) {
    if (newest.map(last -> !found.at().isBefore(last.at())).orElse(true)) {
      newest = Optional.of(found);
    }
    if (found.word() == Word.DIFFERS) {
      LOG.log(
          ERROR,
          () ->
              "ALARM: beside the supply proof at log position %d: %s"
                  .formatted(found.position(), found.note()));
    }
    try {
      book.keepLiability(found);
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "The liability beside a cut was not kept: " + e.problem().forLog());
    }
    return found;
  }

  private LiabilityLine found(Cut cut, Function<ZoneId, Reconciliation> reconcile) {
    // The asset that conversions are of is the first that the network knows.
    Optional<SupplyVerdict.Total> total = cut.totals().stream().findFirst();
    if (total.isEmpty()) {
      return unknown(cut, Amount.ZERO, Amount.ZERO, "the proof tells no total");
    }
    Amount issued = total.get().issued();
    Amount redeemed = total.get().redeemed();
    try {
      Reconciliation books = reconcile.apply(zone);
      return compared(cut, total.get(), ConversionDesk.lines(books));
    } catch (PlatformException e) {
      return unknown(cut, issued, redeemed, e.problem().forLog());
    }
  }

  private LiabilityLine compared(Cut cut, SupplyVerdict.Total total, ReconciliationLine books) {
    Word word;
    String note;
    List<Item> breaks = books.breaks();
    if (!books.isClean()) {
      word = Word.DIFFERS;
      note =
          "the liability is %s, circulating %s, %d in flight, breaks %s"
              .formatted(
                  books.liability(), books.circulating(), books.inFlight().size(), books.breaks());
    } else if (!books.circulating().equals(total.circulating())) {
      boolean hasMoved = hasMovedSinceTheLast(books);
      Gap open = gap(cut, total, books);
      boolean isMeanwhile = open.cut().equals(cut) || (hasMoved && !isLasting(open, books));
      word = isMeanwhile ? Word.MOVED : Word.DIFFERS;
      note =
          "at the cut %s circulated, when it was looked at %s"
              .formatted(total.circulating(), books.circulating());
      if (!isMeanwhile) {
        Amount off = Amount.ofTiyn(Math.abs(open.tiyn()));
        breaks = List.of(new Item("TOTAL", "supply proof", off, open.since()));
      }
    } else {
      gaps.clear();
      lastCirculating = Optional.empty();
      word = Word.AGREES;
      note = "";
    }
    return new LiabilityLine(
        cut.position(),
        books.at(),
        word,
        total.issued(),
        total.redeemed(),
        books.circulating(),
        Optional.of(books.liability()),
        books.inFlight(),
        breaks,
        note);
  }

  /// As much may end again between the next cut and its look, where banks convert the same sums all
  /// the time, though not for long.
  private boolean hasMovedSinceTheLast(ReconciliationLine books) {
    return lastCirculating.filter(before -> !before.equals(books.circulating())).isPresent();
  }

  private static boolean isLasting(Gap gap, ReconciliationLine books) {
    return !books.at().isBefore(gap.since().plus(GAP_MAX));
  }

  /// What ends between a cut and the look is in the next cut: the same gap there is another thing,
  /// also where two looks in between saw others, to which something ended meanwhile was added.
  private Gap gap(Cut cut, SupplyVerdict.Total total, ReconciliationLine books) {
    long tiyn = books.circulating().tiyn() - total.circulating().tiyn();
    looks++;
    gaps.values().removeIf(each -> looks - each.look() > LOOKS_BETWEEN + 1);
    Gap open = gaps.computeIfAbsent(tiyn, off -> new Gap(cut, off, books.at(), looks));
    gaps.replace(tiyn, open.seenAt(looks));
    if (gaps.size() > GAPS_MAX) {
      var _ = gaps.pollFirstEntry();
    }
    lastCirculating = Optional.of(books.circulating());
    return open;
  }

  private LiabilityLine unknown(Cut cut, Amount issued, Amount redeemed, String why) {
    return new LiabilityLine(
        cut.position(),
        clock.instant(),
        Word.UNKNOWN,
        issued,
        redeemed,
        Amount.ofTiyn(issued.tiyn() - redeemed.tiyn()),
        Optional.empty(),
        List.of(),
        List.of(),
        why);
  }
}

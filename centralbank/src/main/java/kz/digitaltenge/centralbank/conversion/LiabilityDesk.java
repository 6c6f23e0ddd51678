package kz.digitaltenge.centralbank.conversion;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.centralbank.supply.SupplyProver.Proven;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// Holds what each supply proof says was issued and redeemed against the liability in the core
/// banking system, and keeps what it found beside the proof.
///
/// Blocking; any thread may call. What could not be found out is noted as unknown.
public final class LiabilityDesk {
  private static final System.Logger LOG = System.getLogger(LiabilityDesk.class.getName());

  /// How many cuts are made in a row to find a moment between two conversions.
  private static final int CUTS_MAX = 3;

  private final Conversions conversions;
  private final ConversionBook book;
  private final ZoneId zone;
  private final InstantSource clock;
  private volatile Optional<LiabilityLine> newest = Optional.empty();

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
  /// @param position in the notary's log
  public record Cut(long position, List<SupplyVerdict.Total> totals) {
    public Cut {
      totals = List.copyOf(totals);
    }

    public static Cut of(Proven proven) {
      return new Cut(proven.proof().position(), proven.verdict().totals());
    }
  }

  /// Looks at the core banking system beside a proof that was made just now.
  public LiabilityLine look(Cut cut) {
    return look(cut, conversions::glance);
  }

  /// The same at the newest proof, and at new ones when a conversion ended meanwhile; all
  /// statements are read anew.
  ///
  /// @param fresh makes a proof now
  /// @throws PlatformException when the supply cannot be proved
  public LiabilityLine lookNow(Optional<Cut> newest, Supplier<Cut> fresh) {
    LiabilityLine found = look(newest.orElseGet(fresh), conversions::reconcile);
    for (int cuts = 0; cuts < CUTS_MAX && found.word() == Word.MOVED; cuts++) {
      found = look(fresh.get(), conversions::reconcile);
    }
    return found;
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
    LiabilityLine found = found(cut, reconcile);
    newest = Optional.of(found);
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

  private static LiabilityLine compared(
      Cut cut, SupplyVerdict.Total total, ReconciliationLine books) {
    Word word;
    String note;
    if (!books.isClean()) {
      word = Word.DIFFERS;
      note =
          "the liability is %s, circulating %s, %d in flight, breaks %s"
              .formatted(
                  books.liability(), books.circulating(), books.inFlight().size(), books.breaks());
    } else if (!books.circulating().equals(total.circulating())) {
      word = Word.MOVED;
      note =
          "at the cut %s circulated, when it was looked at %s"
              .formatted(total.circulating(), books.circulating());
    } else {
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
        books.breaks(),
        note);
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

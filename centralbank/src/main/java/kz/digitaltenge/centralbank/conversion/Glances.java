package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.Amount;

/// Compares both books again and again: what agreed and is over is not read again, and what is over
/// is read while conversions go on. Any thread may call.
final class Glances {
  private final ConversionBook book;
  private final NbrkCoreBanking core;
  private final Map<LocalDate, CoreReport> past = new ConcurrentHashMap<>();
  private volatile AgreedBooks agreed = AgreedBooks.NOTHING;

  Glances(ConversionBook book, NbrkCoreBanking core) {
    this.book = book;
    this.core = core;
  }

  /// Whether the next look reads nothing from memory.
  boolean isWhole() {
    return agreed.isNothing() && past.isEmpty();
  }

  /// The next look reads everything.
  void forget() {
    agreed = AgreedBooks.NOTHING;
    past.clear();
  }

  /// Reads statements of days that are over, so that the look itself is short.
  void prepare(ZoneId zone, Instant now) {
    AgreedBooks known = agreed;
    LocalDate settled = settled(zone, now);
    LocalDate first =
        known.first(known.isNothing() ? conversions(known, zone, now) : List.of(), zone, settled);
    AgreedBooks.days(first, settled).filter(day -> !past.containsKey(day)).forEach(this::read);
  }

  /// Compares while no conversion moves.
  Reconciliation look(Amount circulating, ZoneId zone, Instant now) {
    AgreedBooks known = agreed;
    LocalDate settled = settled(zone, now);
    Reconciler.Compared compared =
        Reconciler.compare(
            day -> day.isBefore(settled) ? read(day) : core.statement(day),
            conversions(known, zone, now),
            known,
            circulating,
            zone,
            now);
    agreed = compared.upTo();
    past.keySet().removeIf(day -> day.isBefore(compared.upTo().from()));
    return compared.found();
  }

  private CoreReport read(LocalDate day) {
    CoreReport known = past.get(day);
    if (known != null) {
      return known;
    }
    CoreReport read = core.statement(day);
    past.put(day, read);
    return read;
  }

  private List<Conversion> conversions(AgreedBooks known, ZoneId zone, Instant now) {
    return book.requested(known.since(zone), now.plusMillis(1));
  }

  /// Who keeps the system's clock may be behind ours at midnight.
  private static LocalDate settled(ZoneId zone, Instant now) {
    return LocalDate.ofInstant(now, zone).minusDays(1);
  }
}

package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Compares both books again and again: what agreed and is over is not read again, and what is over
/// is read while conversions go on. Any thread may call.
final class Glances {
  private final ConversionBook book;
  private final ConversionPlace place;
  private final InstantSource clock;
  private final ReentrantLock conversions;

  // Taken before the other one.
  private final ReentrantLock comparing = new ReentrantLock();

  private final Map<LocalDate, CoreReport> past = new ConcurrentHashMap<>();
  private volatile AgreedBooks agreed = AgreedBooks.NOTHING;

  /// @param conversions held by whoever moves one
  Glances(
      ConversionBook book, ConversionPlace place, InstantSource clock, ReentrantLock conversions) {
    this.book = book;
    this.place = place;
    this.clock = clock;
    this.conversions = conversions;
  }

  /// Reads everything anew.
  Reconciliation reconcile(ZoneId zone) {
    comparing.lock();
    try {
      agreed = AgreedBooks.NOTHING;
      past.clear();
      return looked(zone);
    } finally {
      comparing.unlock();
    }
  }

  /// Reads everything anew only when something differs.
  Reconciliation glance(ZoneId zone) {
    comparing.lock();
    try {
      boolean isWhole = agreed.isNothing() && past.isEmpty();
      Reconciliation found = looked(zone);
      return found.isClean() || isWhole ? found : reconcile(zone);
    } finally {
      comparing.unlock();
    }
  }

  private Reconciliation looked(ZoneId zone) {
    prepare(zone, clock.instant());
    conversions.lock();
    try {
      Instant now = clock.instant();
      Reconciliation found = look(zone, now);
      if (found.isTotalOff()) {
        return found.totalOffSince(book.totalsDiffer(now));
      }
      book.totalsAgree();
      return found;
    } finally {
      conversions.unlock();
    }
  }

  /// Reads statements of days that are over, so that the look itself is short.
  private void prepare(ZoneId zone, Instant now) {
    AgreedBooks known = agreed;
    LocalDate settled = settled(zone, now);
    LocalDate first =
        known.first(known.isNothing() ? conversions(known, zone, now) : List.of(), zone, settled);
    AgreedBooks.days(first, settled).filter(day -> !past.containsKey(day)).forEach(this::read);
  }

  /// Compares while no conversion moves.
  private Reconciliation look(ZoneId zone, Instant now) {
    AgreedBooks known = agreed;
    LocalDate settled = settled(zone, now);
    Reconciler.Compared compared =
        Reconciler.compare(
            day -> day.isBefore(settled) ? read(day) : place.core().statement(day),
            conversions(known, zone, now),
            known,
            place.supply().circulating(),
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
    CoreReport read = place.core().statement(day);
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

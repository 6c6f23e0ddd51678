package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;

/// How far both books were found to agree: nothing that was booked before a day, and no conversion
/// that it belongs to, needs to be read again.
///
/// @param from the first day that is read again
/// @param liability at the end of the day before it
record AgreedBooks(LocalDate from, Amount liability) {
  static final AgreedBooks NOTHING = new AgreedBooks(LocalDate.MIN, Amount.ZERO);

  boolean isNothing() {
    return equals(NOTHING);
  }

  /// The first request of a conversion that is looked at again.
  Instant since(ZoneId zone) {
    return isNothing() ? Instant.EPOCH : from.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /// The first day that is to be read.
  ///
  /// @param conversions those that are looked at
  LocalDate first(List<Conversion> conversions, ZoneId zone, LocalDate today) {
    return isNothing()
        ? conversions.stream()
            .map(each -> LocalDate.ofInstant(each.requestedAt(), zone))
            .min(Comparator.naturalOrder())
            .orElse(today)
        : from;
  }

  /// Both agree: the next look begins at a day, unless this begins later.
  ///
  /// @param closings the liability at the end of each day that was read
  AgreedBooks upTo(LocalDate day, NavigableMap<LocalDate, Amount> closings) {
    if (!isNothing() && day.isBefore(from)) {
      return this;
    }
    Map.Entry<LocalDate, Amount> closing = closings.lowerEntry(day);
    return new AgreedBooks(day, closing == null ? liability : closing.getValue());
  }

  /// From which day on both books have to be read again, when they agree now: so early that each
  /// conversion lies on one side of it as a whole, by a day's margin for clocks that differ.
  static LocalDate from(List<Conversion> conversions, ZoneId zone, LocalDate today) {
    LocalDate from = today.minusDays(1);
    while (true) {
      LocalDate earliest = from;
      for (Conversion each : conversions) {
        LocalDate requested = LocalDate.ofInstant(each.requestedAt(), zone).minusDays(1);
        LocalDate changed = LocalDate.ofInstant(each.changedAt(), zone).plusDays(1);
        boolean isLeft = each.stage().isFinal() && changed.isBefore(from);
        if (!isLeft && requested.isBefore(earliest)) {
          earliest = requested;
        }
      }
      if (earliest.equals(from)) {
        return from;
      }
      from = earliest;
    }
  }

  static Stream<LocalDate> days(LocalDate first, LocalDate end) {
    return first.isBefore(end) ? first.datesUntil(end) : Stream.empty();
  }
}

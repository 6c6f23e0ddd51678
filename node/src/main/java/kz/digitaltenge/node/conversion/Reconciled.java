package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kz.digitaltenge.api.operator.ClientReconciliationLine.Turnover;
import kz.digitaltenge.ledger.Amount;

/// How far both books were found to agree: nothing that was booked before a day, and no conversion
/// that it belongs to, needs to be read again.
///
/// @param on the day on which everything was read; on another everything is read anew
/// @param from the first day that is read again
/// @param before the sums of what was booked on the days before it
record Reconciled(LocalDate on, LocalDate from, Turnover before) {
  static final Reconciled NOTHING =
      new Reconciled(LocalDate.MIN, LocalDate.MIN, new Turnover(Amount.ZERO, Amount.ZERO));

  boolean isNothing() {
    return equals(NOTHING);
  }

  /// The same on that day only: what is changed later in old books is found a day later.
  Reconciled asOf(LocalDate today) {
    return on.equals(today) ? this : NOTHING;
  }

  /// The first request of a conversion that is looked at again.
  Instant since(ZoneId zone) {
    return from.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /// From which day on both books have to be read again, when they agree now: so early that each
  /// conversion lies on one side of it as a whole, by a day's margin for clocks that differ.
  static LocalDate from(List<ClientConversion> conversions, ZoneId zone, LocalDate today) {
    LocalDate from = today.minusDays(1);
    while (true) {
      LocalDate earliest = from;
      for (ClientConversion each : conversions) {
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
}

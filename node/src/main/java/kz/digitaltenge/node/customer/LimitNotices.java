package kz.digitaltenge.node.customer;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// Tells a bank's programs that another sum is in force for a class of customers, on the day from
/// which it is. A row of the table is its own name, so it is told once. One thread calls.
public final class LimitNotices {
  private static final String BEGUN = "limits";

  private final LimitTable table;
  private final AccountId own;
  private final String currency;
  private final PostgresOutbox outbox;
  private final InstantSource clock;
  private final Set<String> told = new HashSet<>();

  /// Over the table that the node goes by.
  ///
  /// @param own the bank's own account, which it is told on
  /// @param clock of days
  public LimitNotices(
      LimitTable table,
      AccountId own,
      String currency,
      PostgresOutbox outbox,
      InstantSource clock) {
    this.table = table;
    this.own = own;
    this.currency = currency;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// What was in force before the bank was told of anything is no event.
  public void begin() {
    outbox.begin(BEGUN, inForce().stream().map(LimitNotices::name).toList());
  }

  /// Looks once.
  public void look() {
    for (LimitTable.Row row : inForce()) {
      if (!told.contains(name(row))) {
        outbox.putOnce(name(row), happening(row));
        told.add(name(row));
      }
    }
  }

  /// Those that are or were, by day.
  private List<LimitTable.Row> inForce() {
    LocalDate today = Spending.day(clock.instant());
    return table.rows().stream()
        .filter(row -> !row.from().isAfter(today))
        .sorted(Comparator.comparing(LimitTable.Row::from))
        .toList();
  }

  private Happening happening(LimitTable.Row row) {
    return new Happening(
        Kind.LIMITS_CHANGED,
        own,
        row.from().atStartOfDay(LimitTable.ZONE).toInstant(),
        subject(row),
        Optional.empty(),
        Optional.of(new Happening.Sum(currency, row.limit())),
        Optional.empty());
  }

  private static String name(LimitTable.Row row) {
    return "limits-" + subject(row);
  }

  private static String subject(LimitTable.Row row) {
    return "%s:%s:%s".formatted(row.of(), row.kind(), row.from());
  }
}

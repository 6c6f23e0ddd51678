package kz.digitaltenge.app.audit;

import java.sql.SQLException;

/// Checks what a vault tells besides its histories: that an account was opened, that a payment came
/// to nothing, and which numbers belong to which hour.
///
/// The first and the last follow from other tables of the same vault, payments from the book that
/// was played again. Of the other kinds, what became of registers, orders and the like, nothing
/// else in the vault tells.
final class HappeningsAudit {
  private static final String OPENED =
      """
      select coalesce(h.account, a.id) as account, h.at, a.opened_at
      from (select account, at from vault.happening where kind = 0) as h
        full join vault.account a on a.id = h.account
      where h.at is distinct from a.opened_at\
      """;
  private static final String UNDONE =
      "select account, id, kind as direction, asset, mark, tiyn, payment, counterparty,"
          + " at as log_time, remittance from vault.happening where kind in (1, 2)";
  private static final String SPANS =
      """
      select coalesce(t.seconds, e.seconds) as seconds, coalesce(t.number, e.number) as number
      from vault.time_span t
        full join (
          select s.seconds, m.at / (s.seconds * 1000) as number, min(m.seq) as lowest, max(m.seq) as highest
          from (
            select log_time as at, seq from vault.movement
            union all
            select at, seq from vault.happening where kind in (1, 2)) as m
            cross join (values (60), (3600)) as s (seconds)
          group by 1, 2) as e on e.seconds = t.seconds and e.number = t.number
      where (t.lowest, t.highest) is distinct from (e.lowest, e.highest)\
      """;

  private final VaultReader reader;

  HappeningsAudit(VaultReader reader) {
    this.reader = reader;
  }

  void opened(Spot store) throws SQLException {
    reader.each(
        OPENED,
        store,
        "account",
        row -> VaultReader.text(row, "account"),
        account ->
            store
                .row(account)
                .find("it was not opened then, or its opening was noted more than once or not"));
  }

  /// @param expected what the payments that came to nothing bring about
  void undone(Tally expected, Spot store) throws SQLException {
    reader.each(
        UNDONE,
        store,
        "id",
        VaultReader::movement,
        line -> {
          store.notes().checked("undone");
          expected.subtract(line.id(), line.fact());
        });
    expected.forEachDifference(
        name -> store.row(name).find("the line is not the one that its end brings about"));
  }

  void spans(Spot store) throws SQLException {
    reader.each(
        SPANS,
        store,
        "number",
        row -> row.getLong("number") + " of " + row.getInt("seconds") + " s",
        span ->
            store
                .row(span)
                .find("its numbers are not those of what happened then; lists may miss some"));
  }
}

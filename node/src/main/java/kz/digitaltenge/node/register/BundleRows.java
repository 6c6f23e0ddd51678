package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.register.Payout.Way;

/// Which payouts are paid together, in the rows of a register.
final class BundleRows {
  /// Places are counted off in blocks of so many, and no bundle is of two: who takes what waits in
  /// a block has every bundle whole. Bundles that are under way depend on it, so it never changes.
  private static final int BLOCK = 512;

  private static final int ALONE = 0;

  private static final String DECIDE =
      """
      update register.payout p set bundle = new.bundle
      from unnest(?, ?, ?) as new (register, place, bundle)
      where p.register = new.register and p.place = new.place
      """;

  private BundleRows() {}

  static Way way(ResultSet row) throws SQLException {
    String forgotten = row.getString("payment");
    if (forgotten != null) {
      return new Way.Forgotten(new PaymentId(forgotten));
    }
    int bundle = row.getInt("bundle");
    if (row.wasNull()) {
      return Way.UNDECIDED;
    }
    return bundle == ALONE ? Way.ALONE : new Way.Together(bundle);
  }

  /// What waits in the next block after a place, decided.
  ///
  /// @param after the last place of what this returned before, or 0
  static List<Payout> next(Connection connection, long register, int after, Bundling bundling)
      throws SQLException {
    List<Payout> waiting =
        RegisterRows.payouts(connection, register, after, BLOCK, "and state = 'WAITING'");
    List<Payout> next =
        waiting.stream().filter(payout -> block(payout) == block(waiting.getFirst())).toList();
    List<Payout> undecided =
        next.stream().filter(payout -> payout.way() instanceof Way.Undecided).toList();
    if (undecided.isEmpty()) {
      return next;
    }
    Map<Integer, Way> ways = bundling.ways(undecided);
    decide(connection, register, undecided, ways);
    var decided = new ArrayList<Payout>();
    for (Payout payout : next) {
      Way way = ways.getOrDefault(payout.place(), payout.way());
      decided.add(new Payout(payout.order(), payout.account(), way, payout.state()));
    }
    return decided;
  }

  private static int block(Payout payout) {
    return (payout.place() - 1) / BLOCK;
  }

  private static void decide(
      Connection connection, long register, List<Payout> payouts, Map<Integer, Way> ways)
      throws SQLException {
    try (var update = connection.prepareStatement(DECIDE)) {
      var rows = new RowArrays<Payout>(connection, update, payouts);
      rows.longs(1, _ -> register);
      rows.ints(2, Payout::place);
      rows.ints(
          3, payout -> ways.get(payout.place()) instanceof Way.Together(int first) ? first : ALONE);
      update.executeUpdate();
    }
  }

  /// Those that wait are paid alone from now on.
  static int part(Connection connection, long register, int first) throws SQLException {
    String text =
        "update register.payout set bundle = ? where register = ? and place >= ? and place < ?"
            + " and bundle = ? and state = 'WAITING'";
    try (var update = connection.prepareStatement(text)) {
      update.setInt(1, ALONE);
      update.setLong(2, register);
      update.setInt(3, first);
      update.setInt(4, first + BLOCK);
      update.setInt(5, first);
      return update.executeUpdate();
    }
  }
}

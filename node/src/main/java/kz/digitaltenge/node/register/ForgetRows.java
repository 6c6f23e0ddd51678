package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Takes out of the rows of a register whom it paid. Each step may be done again.
final class ForgetRows {
  private static final String NEXT =
      """
      select seq from register.register
      where stage in ('DONE', 'REFUSED') and not forgotten and changed_at < ?
      order by changed_at limit 1
      """;

  /// The payment's id is that of [PayoutRegister#payment], whose line goes with this.
  private static final String FORGET =
      """
      update register.payout p
      set payment = 'register-' || left(encode(sha256(convert_to('register/' || r.id || '/' ||
          case when p.bundle > 0 then '/' || p.bundle else p.line end, 'UTF8')), 'hex'), 32),
        line = '', alias_kind = null, alias = null, account = null, purpose = '',
        problem_values = case when p.problem_code is null then null else '' end
      from register.register r
      where r.seq = p.register and p.register = ? and p.place > ? and p.place <= ?
        and p.payment is null
      """;

  private ForgetRows() {}

  static Optional<Long> next(Connection connection, Instant before) throws SQLException {
    try (var query = connection.prepareStatement(NEXT)) {
      query.setLong(1, before.toEpochMilli());
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  static int forget(Connection connection, long register, int after, int upTo) throws SQLException {
    try (var update = connection.prepareStatement(FORGET)) {
      update.setLong(1, register);
      update.setInt(2, after);
      update.setInt(3, upTo);
      return update.executeUpdate();
    }
  }

  static int close(Connection connection, long register) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update register.register set forgotten = true where seq = ?")) {
      update.setLong(1, register);
      return update.executeUpdate();
    }
  }
}

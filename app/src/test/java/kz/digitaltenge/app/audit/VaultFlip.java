package kz.digitaltenge.app.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;

/// Changes one bit, or one character, of one value in a vault, and puts it back.
final class VaultFlip implements Flip {
  private static final int MARK_BYTES = 36;
  private static final int RAISED_BIT = 20;

  private final NodeId node;
  private final Connection connection;
  private final String table;
  private final String column;
  private final String key;
  private final Object keyBefore;
  private final @Nullable Object before;
  private final Object after;

  /// Where the row lies: its other columns may not tell it from the others of a transaction.
  private String place;

  private VaultFlip(
      NodeId node,
      Connection connection,
      String table,
      String column,
      String key,
      Object keyBefore,
      @Nullable Object before,
      Object after,
      String place) {
    this.node = node;
    this.connection = connection;
    this.table = table;
    this.column = column;
    this.key = key;
    this.keyBefore = keyBefore;
    this.before = before;
    this.after = after;
    this.place = place;
  }

  /// Flips a value in a row that chance picks.
  ///
  /// @param key the column that names the row in findings
  /// @param where which rows may be picked
  static VaultFlip of(
      AuditedNode node, String table, String column, String key, String where, Random random)
      throws SQLException {
    VaultDatabase vault = node.vault();
    Connection connection =
        DriverManager.getConnection(vault.url(), vault.user(), vault.password());
    try (var statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = off");
      long rows = count(statement.executeQuery("select count(*) from vault." + table + where));
      String row =
          "select %s as name, %s as old, ctid::text as place from vault.%s%s order by 1 offset %d limit 1"
              .formatted(key, column, table, where, random.nextLong(rows));
      try (var found = statement.executeQuery(row)) {
        found.next();
        Object before = found.getObject("old");
        Object after =
            switch (table) {
              case "resolved" -> raised(before);
              case "turnover" ->
                  before instanceof Integer kind ? kind ^ 2 : changed(before, random);
              default -> changed(before, random);
            };
        var flip =
            new VaultFlip(
                node.node(),
                connection,
                table,
                column,
                key,
                found.getObject("name"),
                before,
                after,
                found.getString("place"));
        flip.update(after);
        return flip;
      }
    }
  }

  static boolean hasRows(AuditedNode node, String table, String where) throws SQLException {
    VaultDatabase vault = node.vault();
    try (var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var statement = connection.createStatement()) {
      return count(statement.executeQuery("select count(*) from vault." + table + where)) > 0;
    }
  }

  private static long count(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getLong(1);
  }

  private static Object changed(@Nullable Object before, Random random) {
    return switch (before) {
      case byte[] bytes -> {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        yield changed;
      }
      case String text -> {
        int at = random.nextInt(text.length());
        char other = text.charAt(at) == '7' ? '8' : '7';
        yield text.substring(0, at) + other + text.substring(at + 1);
      }
      case Long number -> number ^ (1L << random.nextInt(40));
      case Integer number -> number <= 1 ? 1 - number : number + 1;
      case null -> {
        byte[] mark = new byte[MARK_BYTES];
        random.nextBytes(mark);
        yield mark;
      }
      default -> throw new IllegalStateException("no change for " + before.getClass());
    };
  }

  /// Lowered it is still true, only later to start from.
  private static Object raised(Object before) {
    return (Long) before | (1L << RAISED_BIT);
  }

  private void update(@Nullable Object value) throws SQLException {
    String sql =
        "update vault.%s set %s = ? where ctid = ?::tid returning ctid::text"
            .formatted(table, column);
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      if (value == null) {
        update.setNull(1, Types.BINARY);
      } else {
        update.setObject(1, value);
      }
      update.setString(2, place);
      try (ResultSet changed = update.executeQuery()) {
        if (!changed.next()) {
          throw new SQLException("nothing was changed in " + this);
        }
        place = changed.getString(1);
      }
    }
  }

  /// How findings may name the row: as it was or as it is.
  private List<String> names() {
    return key.equals(column) ? List.of(name(keyBefore), name(after)) : List.of(name(keyBefore));
  }

  private static String name(Object value) {
    // References are named by id and index; a tally remembers half an id.
    return value instanceof byte[] bytes
        ? HexFormat.of().formatHex(bytes).substring(0, 32)
        : value.toString();
  }

  /// The store that findings name.
  private String store() {
    return node + " vault." + table;
  }

  @Override
  public boolean isNamedBy(Finding finding) {
    return finding.store().equals(store()) && names().stream().anyMatch(finding.row()::contains);
  }

  /// Every value of a row counts.
  @Override
  public boolean isDead() {
    return false;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      update(before);
    }
  }

  @Override
  public String toString() {
    return "%s, column %s of %s".formatted(store(), column, names());
  }
}

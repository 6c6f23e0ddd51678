package kz.digitaltenge.node.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.vault.VaultException.Reason;

/// Makes values of rows. A row that is not a value is damage, and said to be, with its place.
final class Rows {
  /// What [#entry] and [#settlement] need.
  static final String ENTRY_COLUMNS =
      "e.seq, e.id, e.side, e.payment, e.attempt, e.peer, e.window_until, e.payer, e.payee,"
          + " e.asset, e.mark, e.tiyn, e.transaction, e.evidence, e.states, e.details,"
          + " e.remittances, s.outcome, s.position, s.log_time, s.proof";

  /// Makes a value of the row a result stands at.
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private Rows() {}

  /// Reads a row; `table` and the first column that is bytes or text tell people where it is.
  static <T> T read(ResultSet row, String table, String key, Reading<T> reading)
      throws SQLException {
    try {
      return reading.of(row);
    } catch (IllegalArgumentException | MalformedException | BufferUnderflowException e) {
      throw new VaultException(
          Reason.CORRUPT,
          "The row %s of the vault's table %s is damaged: %s. Restore the database from a backup."
              .formatted(place(row, key), table, e.getMessage()),
          e);
    }
  }

  private static String place(ResultSet row, String key) throws SQLException {
    var value = row.getObject(key);
    return value instanceof byte[] bytes ? Bytes.of(bytes).hex() : String.valueOf(value);
  }

  static TransactionId id(ResultSet row) throws SQLException {
    return new TransactionId(Hash.ofTrusted(row.getBytes("id")));
  }

  static boolean isCommitted(ResultSet row) throws SQLException {
    return row.getShort("side") == EntryBatch.COMMITTED;
  }

  static VaultRecord.Stored stored(ResultSet row) throws SQLException {
    var id = id(row);
    return new VaultRecord.Stored(
        id,
        bytes(row, "transaction"),
        new PaymentId(row.getString("payment")),
        row.getInt("attempt"),
        new NodeId(row.getString("peer")),
        Instant.ofEpochMilli(row.getLong("window_until")),
        bytes(row, "evidence"),
        StateCodec.read(id, row.getBytes("states")).receives(),
        bytes(row, "details"),
        Remittances.read(row.getBytes("remittances")));
  }

  static VaultRecord.Committed committed(ResultSet row) throws SQLException {
    var id = id(row);
    var states = StateCodec.read(id, row.getBytes("states"));
    return new VaultRecord.Committed(
        id,
        bytes(row, "transaction"),
        new PaymentId(row.getString("payment")),
        row.getInt("attempt"),
        new AccountId(row.getString("payer")),
        row.getString("payee"),
        holding(row),
        Amount.ofTiyn(row.getLong("tiyn")),
        PeerColumn.read(row.getString("peer")),
        Instant.ofEpochMilli(row.getLong("window_until")),
        bytes(row, "evidence"),
        states.consumes(),
        states.receives(),
        bytes(row, "details"),
        Remittances.read(row.getBytes("remittances")));
  }

  static Optional<Settlement> settlement(ResultSet row) throws SQLException {
    var outcome = row.getShort("outcome");
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Settlement(
            id(row),
            Settlement.Outcome.fromCode(outcome),
            bytes(row, "proof"),
            row.getLong("position"),
            Instant.ofEpochMilli(row.getLong("log_time"))));
  }

  static Creation creation(ResultSet row) throws SQLException {
    return new Creation(
        id(row),
        bytes(row, "transaction"),
        Optional.ofNullable(row.getBytes("proof")).map(Bytes::ofTrusted));
  }

  static OwnState live(ResultSet row) throws SQLException {
    return new OwnState(
        StateRef.fromKey(row.getBytes("ref")),
        new AccountId(row.getString("account")),
        OwnState.Kind.fromCode(row.getShort("kind")),
        holding(row),
        Amount.ofTiyn(row.getLong("tiyn")),
        KeyLabel.fromBytes(row.getBytes("label")));
  }

  static HistoryPage.Line line(ResultSet row) throws SQLException {
    return new HistoryPage.Line(
        row.getLong("seq"),
        id(row),
        Instant.ofEpochMilli(row.getLong("log_time")),
        new Movement(
            new AccountId(row.getString("account")),
            Movement.Direction.fromCode(row.getShort("direction")),
            holding(row),
            Amount.ofTiyn(row.getLong("tiyn")),
            new PaymentId(row.getString("payment")),
            row.getString("counterparty"),
            Remittances.readOne(row.getBytes("remittance"))),
        refundOf(row));
  }

  private static Optional<TransactionId> refundOf(ResultSet row) throws SQLException {
    byte[] details = row.getBytes("refund_of");
    return details == null ? Optional.empty() : RefundLink.in(Bytes.ofTrusted(details));
  }

  static VaultEvent event(ResultSet row) throws SQLException {
    var kind = row.getShort("kind");
    return switch (kind) {
      case -1 -> new VaultEvent.Moved(line(row));
      case 0 ->
          new VaultEvent.Opened(
              row.getLong("seq"),
              new AccountId(row.getString("account")),
              Instant.ofEpochMilli(row.getLong("log_time")));
      case 1, 2 -> {
        var line = line(row);
        yield new VaultEvent.Undone(
            line.sequence(),
            line.transaction(),
            Settlement.Outcome.fromCode(kind),
            line.at(),
            line.movement(),
            line.refundOf());
      }
      default -> new VaultEvent.Happened(row.getLong("seq"), happening(row));
    };
  }

  private static Happening happening(ResultSet row) throws SQLException {
    return HappeningRow.read(
        row,
        Happening.Kind.fromCode(row.getShort("kind")),
        Instant.ofEpochMilli(row.getLong("log_time")));
  }

  static Account account(ResultSet row) throws SQLException {
    var account =
        new Account(
            new AccountId(row.getString("id")),
            row.getString("reference"),
            row.getString("name"),
            Instant.ofEpochMilli(row.getLong("opened_at")));
    if (!digest(account).equals(Hash.of(row.getBytes("digest")))) {
      throw new IllegalArgumentException("it is not what was written when the account was opened");
    }
    return account;
  }

  /// What tells a changed row of an account, which nothing else repeats.
  static Hash digest(Account account) {
    String content =
        String.join(
            "\n",
            account.id().value(),
            account.reference(),
            account.name(),
            String.valueOf(account.openedAt().toEpochMilli()));
    return Hash.sha256(content.getBytes(UTF_8));
  }

  static Holding holding(ResultSet row) throws SQLException {
    return StateCodec.holding(StateCodec.asset(row.getString("asset")), row.getBytes("mark"));
  }

  static Bytes bytes(ResultSet row, String column) throws SQLException {
    return Bytes.ofTrusted(row.getBytes(column));
  }
}

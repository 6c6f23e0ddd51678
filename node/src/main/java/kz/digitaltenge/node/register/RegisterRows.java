package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.Payout.State;
import kz.digitaltenge.node.register.PayoutRegister.Counts;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.vault.NewestFirst;

/// Reads rows of registers and payouts.
final class RegisterRows {
  private static final String REGISTER =
      """
      select seq, id, digest, payer, currency, payouts, tiyn, evidence, stage, begun, paid,
        paid_tiyn, refused, cancelled, received_at, changed_at
      from register.register
      """;

  private static final String PAYOUT =
      """
      select place, line, alias_kind, alias, account, tiyn, purpose, bundle, payment, state,
        ledger_transaction, decided_at, problem_code, problem_values
      from register.payout
      """;

  /// Of a payout whose payee is still to be looked up.
  private static final String UNCHECKED = "and account is null and state = 'WAITING'";

  private RegisterRows() {}

  static Optional<PayoutRegister> byId(Connection connection, String id) throws SQLException {
    try (var query = connection.prepareStatement(REGISTER + " where id = ?")) {
      query.setString(1, id);
      return registers(query).stream().findFirst();
    }
  }

  static PayoutRegister bySeq(Connection connection, long register) throws SQLException {
    return bySeq(connection, register, "");
  }

  /// The same, and nobody else changes it before this unit of work ends.
  static PayoutRegister locked(Connection connection, long register) throws SQLException {
    return bySeq(connection, register, " for update");
  }

  private static PayoutRegister bySeq(Connection connection, long register, String how)
      throws SQLException {
    try (var query = connection.prepareStatement(REGISTER + " where seq = ?" + how)) {
      query.setLong(1, register);
      return registers(query).stream()
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no register " + register));
    }
  }

  static List<PayoutRegister> open(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            REGISTER + " where stage in ('CHECKING', 'PAYING') order by seq")) {
      return registers(query);
    }
  }

  static List<PayoutRegister> awaiting(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(REGISTER + " where stage = 'AWAITING_APPROVAL' order by seq")) {
      return registers(query);
    }
  }

  /// By an account's own index or, without one, by that of a stage.
  static ListPart<PayoutRegister> find(
      Connection connection, RegisterBook.Wanted wanted, long before, int limit)
      throws SQLException {
    var looking = new NewestFirst(REGISTER);
    wanted.payer().ifPresent(each -> looking.of("payer", each.value()));
    wanted
        .stage()
        .ifPresent(
            each -> {
              if (wanted.payer().isPresent()) {
                looking.narrowed("stage = ?", each.name());
              } else {
                looking.of("stage", each.name());
              }
            });
    wanted.from().ifPresent(each -> looking.narrowed("received_at >= ?", each.toEpochMilli()));
    wanted.until().ifPresent(each -> looking.narrowed("received_at < ?", each.toEpochMilli()));
    return looking.part(connection, before, limit, RegisterRows::register);
  }

  /// @param which a condition more, which begins with `and`
  static List<Payout> payouts(
      Connection connection, long register, int after, int limit, String which)
      throws SQLException {
    String text = PAYOUT + " where register = ? and place > ? " + which + " order by place limit ?";
    try (var query = connection.prepareStatement(text)) {
      query.setLong(1, register);
      query.setInt(2, after);
      query.setInt(3, limit);
      var found = new ArrayList<Payout>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(payout(row));
        }
      }
      return found;
    }
  }

  static Amount largest(Connection connection, long register) throws SQLException {
    try (var query =
        connection.prepareStatement("select max(tiyn) from register.payout where register = ?")) {
      query.setLong(1, register);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Amount.ofTiyn(row.getLong(1));
      }
    }
  }

  /// What a register that was refused was refused for, if it was a payout's fault.
  static Optional<Payout> firstRefused(Connection connection, long register) throws SQLException {
    return payouts(connection, register, 0, 1, "and state = 'REFUSED'").stream().findFirst();
  }

  static List<Payout> unchecked(Connection connection, long register, int after, int limit)
      throws SQLException {
    return bySeq(connection, register).stage() == Stage.CHECKING
        ? payouts(connection, register, after, limit, UNCHECKED)
        : List.of();
  }

  static int countUnchecked(Connection connection, long register) throws SQLException {
    String text = "select count(*) from register.payout where register = ? " + UNCHECKED;
    try (var query = connection.prepareStatement(text)) {
      query.setLong(1, register);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static List<PayoutRegister> registers(PreparedStatement query) throws SQLException {
    var found = new ArrayList<PayoutRegister>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(register(row));
      }
    }
    return found;
  }

  private static PayoutRegister register(ResultSet row) throws SQLException {
    var order =
        new PayoutRegister.Order(
            row.getString("id"),
            Hash.fromHex(row.getString("digest")),
            new AccountId(row.getString("payer")),
            row.getString("currency"),
            row.getInt("payouts"),
            new Amount(row.getLong("tiyn")),
            row.getLong("evidence"));
    return new PayoutRegister(
        row.getLong("seq"),
        order,
        Stage.valueOf(row.getString("stage")),
        row.getInt("begun"),
        new Counts(
            row.getInt("paid"),
            new Amount(row.getLong("paid_tiyn")),
            row.getInt("refused"),
            row.getInt("cancelled")),
        Instant.ofEpochMilli(row.getLong("received_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  private static Payout payout(ResultSet row) throws SQLException {
    Optional<AccountId> account = Optional.ofNullable(row.getString("account")).map(AccountId::new);
    String kind = row.getString("alias_kind");
    Payee payee;
    if (row.getString("payment") != null) {
      payee = new Payee.Forgotten();
    } else if (kind == null) {
      payee = new Payee.Numbered(account.orElseThrow());
    } else {
      payee = new Payee.Known(new Alias(Alias.Kind.valueOf(kind), row.getString("alias")));
    }
    return new Payout(
        new Payout.Order(
            row.getInt("place"),
            row.getString("line"),
            payee,
            new Amount(row.getLong("tiyn")),
            row.getString("purpose")),
        account,
        BundleRows.way(row),
        state(row));
  }

  private static State state(ResultSet row) throws SQLException {
    return switch (Payout.Name.valueOf(row.getString("state"))) {
      case WAITING -> State.WAITING;
      case PAID ->
          new State.Paid(
              TransactionId.fromHex(row.getString("ledger_transaction")),
              Instant.ofEpochMilli(row.getLong("decided_at")));
      case REFUSED ->
          new State.Refused(
              KeptProblem.of(row.getInt("problem_code"), row.getString("problem_values")));
      case CANCELLED -> new State.Cancelled();
    };
  }
}

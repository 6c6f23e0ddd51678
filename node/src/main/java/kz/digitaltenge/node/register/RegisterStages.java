package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.vault.Happening;

/// Brings registers from stage to stage, and says so when one has come to its end.
record RegisterStages(PostgresOutbox outbox) {
  void move(Connection connection, long register, Stage stage, Instant at) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update register.register set stage = ?, changed_at = ? where seq = ?")) {
      update.setString(1, stage.name());
      update.setLong(2, at.toEpochMilli());
      update.setLong(3, register);
      update.executeUpdate();
    }
    PayoutRegister now = RegisterRows.bySeq(connection, register);
    Optional<Happening> happening = happening(connection, now);
    if (happening.isPresent()) {
      outbox.put(connection, happening.get());
    }
  }

  private static Optional<Happening> happening(Connection connection, PayoutRegister now)
      throws SQLException {
    return switch (now.stage()) {
      case AWAITING_APPROVAL, CHECKING, PAYING -> Optional.empty();
      case DONE ->
          Optional.of(
              happening(
                  Happening.Kind.REGISTER_DONE,
                  now,
                  Optional.of(new Happening.Sum(now.order().currency(), now.counts().paidTotal())),
                  Optional.empty()));
      case REFUSED ->
          Optional.of(
              happening(
                  Happening.Kind.REGISTER_REFUSED,
                  now,
                  Optional.empty(),
                  now.refusal(RegisterRows.firstRefused(connection, now.seq()))
                      .map(Problem::code)));
    };
  }

  private static Happening happening(
      Happening.Kind kind,
      PayoutRegister now,
      Optional<Happening.Sum> sum,
      Optional<ErrorCode> code) {
    return new Happening(
        kind, now.order().payer(), now.changedAt(), now.id(), Optional.empty(), sum, code);
  }
}

package kz.digitaltenge.node.standing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.standing.StandingBook.End;
import kz.digitaltenge.node.standing.StandingBook.Fallen;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// Says, in the unit of work by which it happens, what goes otherwise than a standing order wishes,
/// and when the order ends.
///
/// @param currency of all orders
record StandingHappenings(PostgresOutbox outbox, String currency) {
  /// Something fell due.
  void fell(Connection connection, long order, Fallen fallen, Instant at) throws SQLException {
    switch (fallen.fate()) {
      case MISSED ->
          put(
              connection,
              Kind.STANDING_PAYMENT_MISSED,
              order,
              Optional.of(fallen.number()),
              Optional.empty(),
              at);
      case DUE, PAID, FAILED -> {}
    }
  }

  /// A try came to nothing; others follow.
  ///
  /// @param tries this one with it
  void again(Connection connection, Execution execution, int tries, Problem problem, Instant at)
      throws SQLException {
    if (tries == 1) {
      of(connection, Kind.STANDING_PAYMENT_DELAYED, execution, Optional.of(problem.code()), at);
    }
  }

  /// What fell due has come to its end.
  ///
  /// @param tries the last one with them
  void ended(Connection connection, Execution execution, int tries, End end, Instant at)
      throws SQLException {
    switch (end) {
      case End.Paid _ -> {
        boolean isOnTime = !at.isAfter(execution.dueAt().plus(StandingBook.ON_TIME));
        if (tries > 1 || !isOnTime) {
          of(connection, Kind.STANDING_PAYMENT_LATE, execution, Optional.empty(), at);
        }
      }
      case End.Failed(Problem problem) ->
          of(connection, Kind.STANDING_PAYMENT_FAILED, execution, Optional.of(problem.code()), at);
    }
  }

  /// The order is in another state.
  void changed(Connection connection, long order, State to, Instant at) throws SQLException {
    Optional<Kind> kind =
        switch (to) {
          case AWAITING_APPROVAL, ACTIVE, PAUSED -> Optional.empty();
          case CANCELLED, REFUSED -> Optional.of(Kind.STANDING_ORDER_CANCELLED);
          case DONE -> Optional.of(Kind.STANDING_ORDER_DONE);
        };
    if (kind.isPresent()) {
      Optional<ErrorCode> code =
          to == State.REFUSED ? Optional.of(ErrorCode.PAYMENT_NOT_APPROVED) : Optional.empty();
      put(connection, kind.get(), order, Optional.empty(), code, at);
    }
  }

  private void of(
      Connection connection, Kind kind, Execution execution, Optional<ErrorCode> code, Instant at)
      throws SQLException {
    put(connection, kind, execution.order(), Optional.of(execution.number()), code, at);
  }

  private void put(
      Connection connection,
      Kind kind,
      long order,
      Optional<Integer> number,
      Optional<ErrorCode> code,
      Instant at)
      throws SQLException {
    StandingOrder.Order of = StandingRows.bySeq(connection, order).order();
    outbox.put(
        connection,
        new Happening(
            kind,
            of.payer(),
            at,
            of.id(),
            number,
            Optional.of(new Happening.Sum(currency, of.amount())),
            code));
  }
}

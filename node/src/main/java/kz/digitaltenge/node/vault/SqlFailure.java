package kz.digitaltenge.node.vault;

import java.sql.SQLException;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What an error of the driver means for a write.
enum SqlFailure {
  /// The connection is gone; whether the unit of work was committed is unknown.
  CONNECTION_LOST,
  /// There was no room; nothing was written.
  DISK_FULL,
  /// Something must be unique and would not have been; nothing was written.
  CONFLICT,
  /// The server refused for another reason; nothing was written.
  REFUSED;

  static SqlFailure of(SQLException error) {
    var state = error.getSQLState();
    if (state == null || state.length() != 5 || isAboutTheConnection(state)) {
      return CONNECTION_LOST;
    }
    return switch (state) {
      case "53100" -> DISK_FULL;
      case "23505" -> CONFLICT;
      default -> REFUSED;
    };
  }

  /// Connection exceptions, operator intervention (shutdown), the driver's broken protocol, I/O
  /// errors of the server.
  private static boolean isAboutTheConnection(String state) {
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.equals("53300");
  }

  /// The refusal of one append, in the vault's words.
  static VaultException explained(SQLException error) {
    return switch (of(error)) {
      case CONNECTION_LOST -> unreachable(error);
      case DISK_FULL ->
          new VaultException(
              Reason.DISK_FULL,
              "The database's disk is full; free some space. Nothing was written.",
              error);
      case CONFLICT -> conflict(error);
      case REFUSED -> unexpected(error);
    };
  }

  static VaultException unreachable(SQLException error) {
    return new VaultException(
        Reason.UNREACHABLE,
        "The database does not answer: %s. Check that it is running and reachable."
            .formatted(words(error)),
        error);
  }

  private static VaultException unexpected(SQLException error) {
    var state = error.getSQLState();
    if (state != null && state.startsWith("XX")) {
      return new VaultException(
          Reason.CORRUPT,
          "The database finds its own files damaged: %s. Restore it from a backup."
              .formatted(words(error)),
          error);
    }
    return new VaultException(
        Reason.UNEXPECTED, "The database refused: " + words(error) + ".", error);
  }

  /// The driver's words without their full stop.
  static String words(SQLException error) {
    return String.valueOf(error.getMessage()).replaceFirst("\\.\\s*$", "");
  }

  private static VaultException conflict(SQLException error) {
    return switch (constraint(error)) {
      case "entry_attempt" ->
          new VaultException(
              Reason.ATTEMPT_TAKEN,
              "This attempt of the payment is already committed to with another transaction.",
              error);
      case "account_id", "account_reference" ->
          new VaultException(
              Reason.ACCOUNT_TAKEN,
              "The account number or the customer's reference is already taken.",
              error);
      default -> unexpected(error);
    };
  }

  private static String constraint(SQLException error) {
    ServerErrorMessage message =
        error instanceof PSQLException server ? server.getServerErrorMessage() : null;
    var name = message == null ? null : message.getConstraint();
    return name == null ? "" : name;
  }
}

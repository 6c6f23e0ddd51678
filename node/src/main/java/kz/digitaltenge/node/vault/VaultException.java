package kz.digitaltenge.node.vault;

import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// The vault could not do what was asked.
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What went wrong, and with it whether the write happened.
  public enum Reason {
    /// Too many writes wait. Nothing was written; try later.
    BUSY(true),
    /// The disk is full. Nothing was written; try once there is room.
    DISK_FULL(true),
    /// The payment's attempt is already committed to with another transaction. Nothing was written.
    ATTEMPT_TAKEN(true),
    /// The account number or the customer's reference already belongs to another account. Nothing
    /// was written.
    ACCOUNT_TAKEN(true),
    /// The database belongs to another node or network.
    FOREIGN_DATABASE(true),
    /// The database was written by a newer version of this program.
    SCHEMA_NEWER(true),
    /// The database would acknowledge writes that are not on disk.
    NOT_DURABLE(true),
    /// Another process uses the database.
    IN_USE(true),
    /// The database cannot be reached.
    UNREACHABLE(true),
    /// The vault has stopped. Nothing was written.
    STOPPED(true),
    /// The connection was lost while writing and did not come back: the write may or may not have
    /// happened.
    OUTCOME_UNKNOWN(false),
    /// What was read cannot have been written by this program.
    CORRUPT(true),
    /// The database refused for a reason that this program does not know. Nothing was written.
    UNEXPECTED(true);

    private final boolean nothingWritten;

    Reason(boolean nothingWritten) {
      this.nothingWritten = nothingWritten;
    }

    /// True when it is certain that the append left no trace.
    public boolean nothingWritten() {
      return nothingWritten;
    }
  }

  private final Reason reason;
  private final String found;

  /// A failure with one sentence that says what happened and what to do.
  public VaultException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.found = "";
  }

  private VaultException(Reason reason, String found, String message) {
    super(message);
    this.reason = reason;
    this.found = found;
  }

  /// A failure caused by another.
  public VaultException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.found = "";
  }

  static VaultException attemptTaken(PaymentId payment, int attempt) {
    return new VaultException(
        Reason.ATTEMPT_TAKEN,
        "Attempt %d of payment %s is already committed to with another transaction."
            .formatted(attempt, payment));
  }

  static VaultException accountTaken(AccountId account) {
    return new VaultException(
        Reason.ACCOUNT_TAKEN,
        "Account %s, or its customer's reference, is already taken.".formatted(account));
  }

  static VaultException foreignDatabase(String owner) {
    return new VaultException(
        Reason.FOREIGN_DATABASE,
        "This database belongs to node %s, of another network or another node; give this node a database of its own."
            .formatted(owner));
  }

  static VaultException notDurable(String setting, String value) {
    return new VaultException(
        Reason.NOT_DURABLE,
        setting + " = " + value,
        "The database has %s = %s, so what it confirms could be lost; set it to on."
            .formatted(setting, value));
  }

  static VaultException schemaNewer(int found) {
    return new VaultException(
        Reason.SCHEMA_NEWER,
        String.valueOf(found),
        "The database has version %d of the vault's tables, this program knows %d; use the newer program."
            .formatted(found, Schema.VERSION));
  }

  /// What went wrong.
  public Reason reason() {
    return reason;
  }

  /// The setting or the version that makes a database unfit; empty when something else went wrong.
  public String found() {
    return found;
  }
}

package kz.digitaltenge.ledger;

/// Why the notary logged that a transaction will never be final.
public enum VoidReason {
  /// A consumed or read reference was not live.
  CONFLICT(1),
  /// An attesting node is blocked for the operation.
  BLOCKED(2),
  /// The parameters it was made under are no longer accepted.
  EPOCH_OVER(3),
  /// A custodian of an input gave it up.
  VOIDED_BY_CUSTODIAN(4);

  private final int code;

  VoidReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}

package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;

/// In which part a node attests a transaction.
public enum Role {
  /// The custodian of an input agrees that it is consumed.
  SPEND(1),
  /// The custodian of an output has checked and stored the transaction.
  RECEIVE(2),
  /// The custodian of an input gives the transaction up.
  VOID(3);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static Role readFrom(CborReader in) {
    return Encoding.constant(in, values(), Role::code);
  }
}

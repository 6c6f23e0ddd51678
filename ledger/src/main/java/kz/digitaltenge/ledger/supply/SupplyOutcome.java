package kz.digitaltenge.ledger.supply;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// A supply verdict in a word, which is what everybody may hear. The numbers never change their
/// meaning.
public enum SupplyOutcome {
  /// Everything adds up.
  GREEN(1),
  /// What could be checked adds up, and somebody did not answer.
  INCOMPLETE(2),
  /// Something does not add up.
  RED(3);

  private final int number;

  SupplyOutcome(int number) {
    this.number = number;
  }

  void writeTo(CborWriter out) {
    out.uint(number);
  }

  static SupplyOutcome readFrom(CborReader in) {
    int number = (int) in.uint(values().length);
    for (SupplyOutcome each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}

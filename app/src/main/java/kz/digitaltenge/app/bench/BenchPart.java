package kz.digitaltenge.app.bench;

import java.util.Locale;

/// What can be measured, in the order in which it is. Each founds a network of its own.
public enum BenchPart {
  /// Parts alone, closed and open loops, processor time by component.
  STANDARD,
  /// A payment against the moves that its token has behind it: 1, 100, 10 000.
  AGE,
  /// Payments with 10 000 and with 1 000 000 live tokens in the network.
  LIVE,
  /// The notary alone with 10 000 and with 10 000 000 live references.
  NOTARY_LIVE,
  /// Payments with supply proofs and without, over 1 000 000 live tokens.
  CUTS,
  /// Payments with one notary member and with three on this machine.
  MEMBERS,
  /// Rates of arrival up to the one that cannot be kept, with conflicts.
  SWEEP,
  /// Payments falling due while a bank, the notary, the database are away.
  OUTAGES,
  /// A register of 100 000 lines, from its first byte to its last payment.
  REGISTER,
  /// Ten minutes of load, the last minute held against the first.
  LONG,
  /// Signed payments through the gateways, from a second process.
  API;

  /// As it is typed, and as its place in a page is marked.
  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return option();
  }
}

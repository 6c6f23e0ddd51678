package kz.digitaltenge.ledger.rules;

/// The answer of the rules. A refusal is an ordinary value, never an exception.
public sealed interface Verdict {
  /// Valid.
  enum Accepted implements Verdict {
    ACCEPTED
  }

  /// Not valid.
  ///
  /// @param evidence names the offending part, and nothing that the asker may not see
  record Rejected(Refusal refusal, String evidence) implements Verdict {}

  static Verdict accepted() {
    return Accepted.ACCEPTED;
  }

  static Verdict rejected(Refusal refusal, String evidence) {
    return new Rejected(refusal, evidence);
  }

  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}

package kz.digitaltenge.ledger.rules;

/// The answer of the rules. A refusal is an ordinary value, never an exception.
public sealed interface Verdict {
  record Accepted() implements Verdict {}

  /// @param evidence names the offending part, and nothing that the asker may not see
  record Rejected(Refusal refusal, String evidence) implements Verdict {}

  Verdict ACCEPTED = new Accepted();

  static Verdict rejected(Refusal refusal, String evidence, Object... values) {
    return new Rejected(refusal, evidence.formatted(values));
  }

  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}

package kz.digitaltenge.ledger.evidence;

import kz.digitaltenge.ledger.NodeId;

/// What a third party can conclude from evidence. An ordinary value, never an exception.
public sealed interface Judgement {
  /// The culprit did it, whoever keeps the evidence and for whatever reason.
  ///
  /// @param what the rule and the offending part, in a sentence's end
  record Proved(Culprit culprit, Breach breach, String what) implements Judgement {}

  /// Nothing follows from it.
  record NotProved(Doubt doubt, String why) implements Judgement {}

  static Judgement proved(NodeId node, Breach breach, String what) {
    return new Proved(new Culprit.Node(node), breach, what);
  }

  static Judgement notProved(Doubt doubt, String why) {
    return new NotProved(doubt, why);
  }

  default boolean isProved() {
    return this instanceof Proved;
  }
}

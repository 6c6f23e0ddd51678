package kz.digitaltenge.ledger.evidence;

import kz.digitaltenge.ledger.NodeId;

/// Whom evidence names.
public sealed interface Culprit {
  /// A participant's node, which signs under its identity key.
  record Node(NodeId id) implements Culprit {
    @Override
    public String toString() {
      return name();
    }
  }

  /// A member of the notary, which signs under its head key.
  ///
  /// @param name as the parameters list it
  record Member(String name) implements Culprit {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A node's id or a member's name: letters, digits, and for a member `.`, `_` and `-`.
  default String name() {
    return switch (this) {
      case Node(NodeId id) -> id.value();
      case Member(String name) -> name;
    };
  }
}

package kz.digitaltenge.ledger;

/// The component groups of a transaction, in the order of the leaves of its digest tree.
public enum Group {
  HEADER(0),
  INPUTS(1),
  OUTPUTS(2),
  TAGS(3),
  REFERENCES(4),
  INTENTS(5);

  private final int code;

  Group(int code) {
    this.code = code;
  }

  /// The number that stands for the group inside hashes.
  int code() {
    return code;
  }
}

package kz.digitaltenge.ledger;

/// The component groups of a transaction, in the order of the leaves of its digest tree.
public enum Group {
  HEADER,
  INPUTS,
  OUTPUTS,
  TAGS,
  REFERENCES,
  INTENTS
}

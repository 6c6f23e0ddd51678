package kz.digitaltenge.ledger.evidence;

/// What a node did that it must not. The names are sentences and never change their meaning.
public enum Breach {
  ATTESTED_WHAT_BREAKS_A_RULE,
  ATTESTED_WHAT_IS_NO_TRANSACTION,
  SPENT_WHAT_IS_NOT_ITS_OWN,
  SPENT_TWICE,
  PAID_WITHOUT_THE_RECEIVERS_WORD
}

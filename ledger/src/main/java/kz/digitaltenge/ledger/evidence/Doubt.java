package kz.digitaltenge.ledger.evidence;

/// Why evidence proves nothing. The names are sentences and never change their meaning.
public enum Doubt {
  /// The parameters in the file are not a chain that the central bank signed.
  PARAMETERS_DO_NOT_HOLD,
  /// It is of another network than the one asked for.
  NETWORK_DIFFERS,
  /// The file has no parameters for the epoch that it speaks of.
  EPOCH_UNKNOWN,
  /// The node took no part in that epoch.
  NODE_UNKNOWN,
  /// The parameters of that epoch do not list the member of the notary.
  MEMBER_UNKNOWN,
  /// Under the member's name the two epochs list different keys, which may be of different members.
  KEYS_DIFFER,
  /// The node's or the member's signature is not good.
  SIGNATURE_WRONG,
  /// No majority of the notary's members signed a head with the decision.
  NOT_IN_LOG,
  /// The log does not have the node's word in that role.
  WORD_NOT_IN_LOG,
  /// The parts of the evidence are not about the same transaction, token, member or log.
  PARTS_DO_NOT_MATCH,
  /// What has to be seen is hidden.
  PART_IS_NOT_SHOWN,
  /// The proofs of the inputs do not hold, which says nothing about who attested.
  INPUT_PROOFS_DO_NOT_HOLD,
  /// Several nodes agreed to spend, and nothing tells which of them left out the word.
  SEVERAL_SPENDERS,
  /// What was attested or signed breaks no rule.
  NOTHING_IS_WRONG
}

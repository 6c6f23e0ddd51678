package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// The blinded name of an output's custodian, which the notary keeps beside the reference.
///
/// Whoever knows the nonce can open a tag; only the custodian does, since it made the nonce.
public final class CustodianTag {
  private CustodianTag() {}

  public static Hash of(Hash networkId, NodeId custodian, Hash nonce) {
    return Domain.TAG.hash(networkId.trusted(), custodian.ascii(), nonce.trusted());
  }
}

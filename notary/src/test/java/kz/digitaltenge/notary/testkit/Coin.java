package kz.digitaltenge.notary.testkit;

import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// A live state as its custodian knows it.
public record Coin(StateRef ref, NodeId custodian, Hash nonce) {

  public TagOpening opening() {
    return new TagOpening(custodian, nonce);
  }

  public Coin claimedBy(NodeId other) {
    return new Coin(ref, other, nonce);
  }
}

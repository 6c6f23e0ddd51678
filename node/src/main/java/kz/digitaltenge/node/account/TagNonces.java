package kz.digitaltenge.node.account;

import kz.digitaltenge.ledger.crypto.Hash;

/// The nonces inside this node's custodian tags. A nonce is a function of the node's sealed seed
/// and the label.
@FunctionalInterface
public interface TagNonces {
  /// The nonce of the tag of the state with this label.
  Hash nonce(KeyLabel label);
}

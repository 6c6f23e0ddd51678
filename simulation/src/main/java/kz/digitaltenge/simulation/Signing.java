package kz.digitaltenge.simulation;

import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.KeyRing;

/// Keys and signatures of a simulation: all of them follow from names, so that each run of a seed
/// has the same.
interface Signing {
  /// The key with this name.
  Signer signer(SchemeId scheme, String name);

  /// The one-time keys of a node's customers.
  KeyRing keys(String node);

  SignatureVerifier verifier();
}

package kz.digitaltenge.simulation;

import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.node.account.DerivedKeys;
import kz.digitaltenge.node.account.KeyRing;

/// The signatures that production makes and checks.
final class RealSigning implements Signing {
  private static final SignatureVerifier VERIFIER = JcaSignatures.ofJdk();

  @Override
  public Signer signer(SchemeId scheme, String name) {
    return switch (scheme) {
      case ED25519 -> TestKeys.ed25519(name);
      case P256 -> TestKeys.p256(name);
      case ML_DSA_65 -> throw new IllegalArgumentException("no part of the network signs with it");
    };
  }

  @Override
  public KeyRing keys(String node) {
    return new DerivedKeys(TestKeys.seed(node), Ed25519Keys.ofJdk());
  }

  @Override
  public SignatureVerifier verifier() {
    return VERIFIER;
  }
}

package kz.digitaltenge.sdk;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// What requests are signed with.
///
/// @param certificate of the participants' authority, for signatures; P-256 or Ed25519
/// @param key its private key, which may be one that never leaves a device
public record Credentials(X509Certificate certificate, PrivateKey key) {
  public Credentials {
    var _ = KeyAlgorithm.of(certificate);
  }

  /// The identifier of the participant, a bank's BIC.
  public String participant() {
    return Certificates.commonName(certificate);
  }

  @Override
  public String toString() {
    return "Credentials[" + participant() + "]";
  }
}

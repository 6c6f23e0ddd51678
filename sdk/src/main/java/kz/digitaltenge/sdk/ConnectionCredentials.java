package kz.digitaltenge.sdk;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What the program connects with: a gateway takes requests only over connections of who signs
/// them.
///
/// @param chain a certificate for TLS of the participants' authority, then its issuer's
/// @param key the private key of the first, which may be one that never leaves a device
public record ConnectionCredentials(List<X509Certificate> chain, PrivateKey key) {
  public ConnectionCredentials {
    chain = List.copyOf(chain);
    if (chain.size() < 2) {
      throw new IllegalArgumentException("a certificate for TLS comes with its issuer's");
    }
  }

  /// The identifier of the participant, a bank's BIC.
  public String participant() {
    return Certificates.commonName(chain.getFirst());
  }

  @Override
  public String toString() {
    return "ConnectionCredentials[" + participant() + "]";
  }
}

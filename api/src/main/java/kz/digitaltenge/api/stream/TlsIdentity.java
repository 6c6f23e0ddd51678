package kz.digitaltenge.api.stream;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// With what a process proves who it is, and whom it believes.
///
/// @param chain its own certificate first, then those up to the root, without the root
/// @param key the private key of the first certificate
/// @param roots the network's roots: a peer's certificate must lead to one of them
public record TlsIdentity(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
  public TlsIdentity {
    chain = List.copyOf(chain);
    roots = List.copyOf(roots);
    if (chain.isEmpty() || roots.isEmpty()) {
      throw new IllegalArgumentException("a certificate and a root are needed");
    }
  }

  public PeerIdentity self() {
    return PeerIdentity.of(chain.getFirst());
  }

  /// When the first certificate of the chain to run out does so.
  public Instant validUntil() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /// Without the key.
  @Override
  public String toString() {
    return "TlsIdentity[" + self() + "]";
  }
}

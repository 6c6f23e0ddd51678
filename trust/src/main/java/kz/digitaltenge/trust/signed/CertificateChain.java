package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate with those above it, as somebody says; nothing is checked yet.
public record CertificateChain(X509Certificate leaf, X509Certificate issuer, X509Certificate root) {
  List<X509Certificate> all() {
    return List.of(leaf, issuer, root);
  }
}

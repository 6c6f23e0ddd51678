package kz.digitaltenge.trust.participant;

import java.net.URI;

/// Where the authority tells the status of certificates; every certificate names the places.
///
/// @param base an `http` address without a path: status needs no secrecy and is signed, and TLS
///   would need a status first
public record StatusAddress(URI base) {
  public StatusAddress {
    boolean isPlain =
        "http".equals(base.getScheme())
            && base.getHost() != null
            && base.getRawPath().isEmpty()
            && base.getRawQuery() == null
            && base.getRawFragment() == null
            && base.getRawUserInfo() == null;
    if (!isPlain) {
      throw new IllegalArgumentException("not an http address without a path: " + base);
    }
  }

  /// Where status is asked for, by OCSP.
  public URI ocsp() {
    return URI.create(base + "/ocsp");
  }

  /// Where time stamps are asked for.
  public URI stamps() {
    return URI.create(base + "/tsa");
  }

  /// The revocation list of a root or issuer.
  public URI crl(String name) {
    return URI.create(base + "/crl/" + name + ".crl");
  }

  /// The certificate of a root or issuer.
  public URI certificate(String name) {
    return URI.create(base + "/certificates/" + name + ".crt");
  }
}

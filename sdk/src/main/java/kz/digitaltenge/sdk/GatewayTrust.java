package kz.digitaltenge.sdk;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Whom a client believes.
///
/// @param root the participants' root; nobody else's word counts, for TLS and for signatures
/// @param answering what the bank signs answers and notifications with; several while one takes the
///   other's place
/// @param status where status is asked for; empty for where the certificates themselves say
public record GatewayTrust(
    X509Certificate root, List<AnsweringChain> answering, Optional<URI> status) {
  public GatewayTrust {
    answering = List.copyOf(answering);
    if (answering.isEmpty()) {
      throw new IllegalArgumentException("somebody has to be believed");
    }
  }

  /// The same, with others to believe.
  GatewayTrust with(List<AnsweringChain> chains) {
    return new GatewayTrust(root, chains, status);
  }

  /// A certificate that a bank signs with, and its issuer's.
  public record AnsweringChain(X509Certificate leaf, X509Certificate issuer) {}
}

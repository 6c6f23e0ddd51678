package kz.digitaltenge.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.stream.PeerIdentity;

/// What a certificate shall say.
///
/// @param kind what its holder is in the network
/// @param name the node id, the notary member's id or the operator's name: 1 to 64 letters, digits,
///   spaces and `._-`
/// @param participant the node id of whom an operator acts for; nobody else has one
/// @param hosts names and addresses under which the holder is called; the loopback is always added
public record CertificateRequest(
    PeerIdentity.Kind kind, String name, Optional<String> participant, List<String> hosts) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}0-9][\\p{L}0-9 ._-]{0,63}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");

  public CertificateRequest {
    hosts = List.copyOf(hosts);
    requireName(name);
    participant.ifPresent(CertificateRequest::requireName);
    if (participant.isPresent() != (kind == PeerIdentity.Kind.OPERATOR)) {
      throw new IllegalArgumentException("an operator, and nobody else, acts for a participant");
    }
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException("not a host: " + host);
      }
    }
  }

  /// Of anybody but an operator.
  public CertificateRequest(PeerIdentity.Kind kind, String name, List<String> hosts) {
    this(kind, name, Optional.empty(), hosts);
  }

  public static CertificateRequest node(String nodeId, String... hosts) {
    return new CertificateRequest(PeerIdentity.Kind.NODE, nodeId, List.of(hosts));
  }

  public static CertificateRequest notary(String memberId, String... hosts) {
    return new CertificateRequest(PeerIdentity.Kind.NOTARY, memberId, List.of(hosts));
  }

  /// Of an operator.
  ///
  /// @param participant the node id of whom the operator acts for
  public static CertificateRequest operator(String name, String participant) {
    return new CertificateRequest(
        PeerIdentity.Kind.OPERATOR, name, Optional.of(participant), List.of());
  }

  /// For the holder of a certificate, under the hosts that it names.
  ///
  /// @throws IllegalArgumentException when it was not issued to a member of a network
  public static CertificateRequest again(X509Certificate certificate) {
    PeerIdentity holder = PeerIdentity.of(certificate);
    return new CertificateRequest(
        holder.kind(), holder.name(), holder.participant(), CertificateMaker.hostsOf(certificate));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a certificate: " + name);
    }
  }
}

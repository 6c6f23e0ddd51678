package kz.digitaltenge.api.stream;

import io.grpc.Context;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a connection, as its certificate says: subject `CN` is the name, `OU`
/// the kind, `organizationIdentifier` the participant that an operator acts for.
///
/// @param name the node id of a node, the member id of a notary member, the name of an operator
/// @param participant the node id of an operator's participant; empty for all others, and for
///   operators of certificates that do not say whose they are
/// @param validUntil when the certificate runs out
public record PeerIdentity(
    String name, Kind kind, Optional<String> participant, Instant validUntil) {
  /// `organizationIdentifier` of X.520, which has no short name of its own in Java.
  public static final String PARTICIPANT_TYPE = "2.5.4.97";

  private static final Map<String, String> TYPES = Map.of(PARTICIPANT_TYPE, "participant");
  private static final Context.Key<PeerIdentity> CALLER = Context.key("caller");

  /// What the certificate was issued for.
  public enum Kind {
    NODE,
    NOTARY,
    OPERATOR,
    /// The core banking system, which is called and calls nobody.
    CORE_BANKING,
    /// The ID centre, which is called and calls nobody.
    ID_CENTRE
  }

  /// Reads a certificate that was verified already.
  ///
  /// @throws IllegalArgumentException when it has no name or kind
  public static PeerIdentity of(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, TYPES);
    return new PeerIdentity(
        required(subject, "CN"),
        Kind.valueOf(required(subject, "OU")),
        part(subject, "participant"),
        certificate.getNotAfter().toInstant());
  }

  /// Who called, inside a plain gRPC service that runs on a [StreamServer].
  public static PeerIdentity caller() {
    PeerIdentity caller = CALLER.get();
    if (caller == null) {
      throw new IllegalStateException("not inside a call to a StreamServer");
    }
    return caller;
  }

  public boolean isNode() {
    return kind == Kind.NODE;
  }

  public boolean isNotary() {
    return kind == Kind.NOTARY;
  }

  public boolean isOperator() {
    return kind == Kind.OPERATOR;
  }

  /// Whether it acts for that participant and for no other.
  public boolean isOperatorOf(String node) {
    return isOperator() && participant.filter(node::equals).isPresent();
  }

  static Context asCaller(PeerIdentity peer) {
    return Context.current().withValue(CALLER, peer);
  }

  /// The other end of a TLS session; empty when it showed no certificate of ours.
  static Optional<PeerIdentity> of(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? Optional.of(of(certificate))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String required(String subject, String type) {
    return part(subject, type)
        .orElseThrow(
            () -> new IllegalArgumentException("no " + type + " in the subject " + subject));
  }

  private static Optional<String> part(String subject, String type) {
    try {
      for (Rdn rdn : new LdapName(subject).getRdns()) {
        if (rdn.getType().equalsIgnoreCase(type)) {
          return Optional.of(rdn.getValue().toString());
        }
      }
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("not a subject: " + subject, e);
    }
    return Optional.empty();
  }
}

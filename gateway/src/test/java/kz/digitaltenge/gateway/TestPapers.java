package kz.digitaltenge.gateway;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.KazakhRole;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.SubjectName;

/// Keys and certificates of participants, of one authority.
final class TestPapers {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());

  private final ParticipantAuthority authority;
  private int requests;

  TestPapers(ParticipantAuthority authority) {
    this.authority = authority;
  }

  static KeyPair keys() {
    return KeyKind.P256.make(ENTROPY);
  }

  static KeyPair keys(KeyKind kind) {
    return kind.make(ENTROPY);
  }

  X509Certificate root() {
    return authority.root();
  }

  X509Certificate issuer() {
    return authority.issuers().getFirst();
  }

  X509Certificate signature(String participant, KeyPair keys) {
    return signature(participant, keys, CertificateKind.SIGNATURE.validityMax());
  }

  X509Certificate signature(String participant, KeyPair keys, Duration validity) {
    return issued(
        CertificateKind.SIGNATURE,
        participant,
        keys,
        List.of(),
        List.of(KazakhRole.INFORMATION_SYSTEM),
        validity);
  }

  /// What a server on this machine is called with.
  TlsIdentity server(String participant) {
    return tls(participant, List.of("127.0.0.1"));
  }

  /// What a program connects with that calls and is not called.
  TlsIdentity connection(String participant) {
    return tls(participant, List.of());
  }

  /// A certificate that is for signatures, as if it were one to connect with.
  TlsIdentity signatureAsConnection(String participant) {
    KeyPair keys = keys();
    return identity(signature(participant, keys), keys);
  }

  void revoke(X509Certificate certificate) {
    var _ = authority.revoke(certificate.getSerialNumber(), RevocationReason.KEY_COMPROMISE);
  }

  /// Takes connections with this.
  static SSLContext serving(TlsIdentity identity) {
    try {
      var none = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry(
          "gateway", identity.key(), none, identity.chain().toArray(X509Certificate[]::new));
      var keyManagers = KeyManagerFactory.getInstance("PKIX");
      keyManagers.init(store, none);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keyManagers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TlsIdentity tls(String participant, List<String> hosts) {
    KeyPair keys = keys();
    return identity(
        issued(
            CertificateKind.TLS,
            participant,
            keys,
            hosts,
            List.of(),
            CertificateKind.TLS.validityMax()),
        keys);
  }

  private TlsIdentity identity(X509Certificate certificate, KeyPair keys) {
    return new TlsIdentity(
        List.of(certificate, issuer()), keys.getPrivate(), List.of(authority.root()));
  }

  private synchronized X509Certificate issued(
      CertificateKind kind,
      String participant,
      KeyPair keys,
      List<String> hosts,
      List<KazakhRole> roles,
      Duration validity) {
    return authority
        .issue(
            new IssueRequest(
                "request-" + ++requests,
                kind,
                SubjectName.of(participant, participant + " bank"),
                keys.getPublic(),
                hosts,
                roles,
                validity))
        .certificate();
  }

  /// The same gateway elsewhere, watched by somebody else.
  static GatewaySetting at(GatewaySetting setting, Endpoint endpoint, GatewayWatch watch) {
    return new GatewaySetting(
        setting.bank(),
        endpoint,
        setting.tls(),
        setting.sent(),
        setting.verifier(),
        setting.callers(),
        setting.limits(),
        setting.webhooks(),
        watch);
  }
}

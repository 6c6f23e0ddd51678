package kz.digitaltenge.app.gateway;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.participant.ParticipantKeys;

/// What a bank's gateway has of the participants' authority.
///
/// ```
/// answers.key, answers.crt    what it signs answers with; the certificate, its issuer's, the root
/// answers-MILLIS.key, .crt    what it signs them with from a time on
/// connections.properties      how many connections it takes, where the usual number does not do
/// tls.key, tls.crt            the same for its end of TLS
/// ```
record GatewayFiles(Path place) {
  static final String ANSWERS = "answers";
  static final String TLS = "tls";

  static GatewayFiles of(DataFolder folder, NodeId bank) {
    return new GatewayFiles(folder.gateway(bank));
  }

  boolean areThere() {
    return KeyFiles.exists(certificate(ANSWERS)) && KeyFiles.exists(certificate(TLS));
  }

  Path key(String name) {
    return place.resolve(name + ".key");
  }

  /// A certificate with its issuer's and the root.
  void keep(String name, List<X509Certificate> chain) {
    ParticipantKeys.writeCertificates(certificate(name), chain);
  }

  List<X509Certificate> chain(String name) {
    return ParticipantKeys.readCertificates(certificate(name));
  }

  X509Certificate root() {
    return chain(ANSWERS).getLast();
  }

  /// Never made anew: what they sign must be by the key in the certificate.
  KeyPair keys(String name) {
    return ParticipantKeys.open(key(name), chain(name).getFirst());
  }

  TlsIdentity tls() {
    List<X509Certificate> chain = chain(TLS);
    KeyPair keys = keys(TLS);
    return new TlsIdentity(
        chain.subList(0, chain.size() - 1), keys.getPrivate(), List.of(chain.getLast()));
  }

  ConnectionsFile connections() {
    return new ConnectionsFile(place.resolve("connections.properties"));
  }

  private Path certificate(String name) {
    return place.resolve(name + ".crt");
  }
}

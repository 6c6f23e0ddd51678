package kz.digitaltenge.app.gateway;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.ParticipantKeys;

/// What a bank's gateway has of the participants' authority.
///
/// ```
/// answers.key, answers.crt    what it signs answers with; the certificate, its issuer's, the root
/// tls.key, tls.crt            the same for its end of TLS
/// ```
record GatewayFiles(Path place) {
  static GatewayFiles of(DataFolder folder, NodeId bank) {
    return new GatewayFiles(folder.gateway(bank));
  }

  boolean areThere() {
    return KeyFiles.exists(answersCertificate()) && KeyFiles.exists(tlsCertificate());
  }

  Path answersKey() {
    return place.resolve("answers.key");
  }

  Path tlsKey() {
    return place.resolve("tls.key");
  }

  /// Each with its issuer's certificate and the root.
  void keep(List<X509Certificate> answers, List<X509Certificate> tls) {
    ParticipantKeys.writeCertificates(answersCertificate(), answers);
    ParticipantKeys.writeCertificates(tlsCertificate(), tls);
  }

  X509Certificate answering() {
    return ParticipantKeys.readCertificates(answersCertificate()).getFirst();
  }

  X509Certificate root() {
    return ParticipantKeys.readCertificates(answersCertificate()).getLast();
  }

  KeyPair answers(Entropy entropy) {
    return ParticipantKeys.openOrCreate(answersKey(), KeyKind.P256, entropy);
  }

  TlsIdentity tls(Entropy entropy) {
    List<X509Certificate> chain = ParticipantKeys.readCertificates(tlsCertificate());
    KeyPair keys = ParticipantKeys.openOrCreate(tlsKey(), KeyKind.P256, entropy);
    return new TlsIdentity(
        chain.subList(0, chain.size() - 1), keys.getPrivate(), List.of(chain.getLast()));
  }

  private Path answersCertificate() {
    return place.resolve("answers.crt");
  }

  private Path tlsCertificate() {
    return place.resolve("tls.crt");
  }
}

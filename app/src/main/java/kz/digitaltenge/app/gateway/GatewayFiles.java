package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
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
/// tls.next.key                the key of tls.crt, until it has become tls.key
/// ```
///
/// A certificate is written after its key, and a gateway that runs goes by what lies here: see
/// [BankGateway].
record GatewayFiles(Path place) {
  static final String ANSWERS = "answers";
  static final String TLS = "tls";

  /// The key that takes the place of that of TLS.
  static final String NEXT = "tls.next";

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
    return keys(name, chain(name).getFirst());
  }

  private KeyPair keys(String name, X509Certificate certificate) {
    try {
      return ParticipantKeys.open(key(name), certificate);
    } catch (PlatformException e) {
      if (!name.equals(TLS) || !KeyFiles.exists(key(NEXT))) {
        throw e;
      }
      return ParticipantKeys.open(key(NEXT), certificate);
    }
  }

  /// Gives the key of a certificate that was renewed its usual name, if it has not got it yet:
  /// after a crash it may be under the other one.
  void settle() {
    if (!KeyFiles.exists(key(NEXT)) || !KeyFiles.exists(certificate(TLS))) {
      return;
    }
    try {
      var _ = ParticipantKeys.open(key(NEXT), chain(TLS).getFirst());
    } catch (PlatformException _) {
      // The next certificate was not issued yet.
      return;
    }
    try {
      Files.move(key(NEXT), key(TLS), StandardCopyOption.ATOMIC_MOVE);
      KeyFiles.syncFolderOf(key(TLS));
    } catch (IOException e) {
      throw StorageProblems.of(key(TLS), e).exception(e);
    }
  }

  /// Shows what lies here now in place of what is shown, if that is another.
  ///
  /// @return whether it changed
  /// @throws PlatformException when it cannot be used: what is shown stays
  boolean renew(TlsIdentity shown, InstantSource clock) {
    List<X509Certificate> chain = chain(TLS);
    if (chain.getFirst().equals(shown.chain().getFirst())) {
      return false;
    }
    var former = Stream.concat(shown.chain().stream(), shown.roots().stream()).toList();
    new Successor(former, chain, clock).requireFit(certificate(TLS));
    return shown.follow(tls(chain));
  }

  TlsIdentity tls() {
    return tls(chain(TLS));
  }

  private TlsIdentity tls(List<X509Certificate> chain) {
    KeyPair keys = keys(TLS, chain.getFirst());
    return new TlsIdentity(
        chain.subList(0, chain.size() - 1), keys.getPrivate(), List.of(chain.getLast()));
  }

  ConnectionsFile connections() {
    return new ConnectionsFile(place.resolve("connections.properties"));
  }

  Path certificate(String name) {
    return place.resolve(name + ".crt");
  }
}

package kz.digitaltenge.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.ParticipantKeys;

/// What a bank's own programs hold, or an officer of the central bank: their key, whom they
/// believe, and where the gateway is.
///
/// ```
/// client.key    the key that requests are signed with
/// client.crt    its certificate, and the issuer's
/// client-*.crt  those that it had before, or will have, each with its issuer's
/// tls.key       the key that they connect with
/// tls.crt       its certificate, and the issuer's
/// gateway.crt   the certificate that answers are signed with, and its issuer's; then the next
///               one and its issuer's while that waits
/// receiver.key  the key under which it is told of events, on this machine
/// receiver.crt  its certificate, and the issuer's
/// root.crt      the participants' root
/// gateway.url   such as https://127.0.0.1:7415
/// ```
public record BankFiles(Path place) {
  private static final String URL = "gateway.url";
  private static final String GATEWAY = "gateway.crt";
  private static final String RECEIVER = "receiver.crt";
  private static final String CONNECTION = "tls.crt";
  private static final String CLIENT = "client.crt";
  private static final int RADIX = 16;

  /// Of an officer's place, where the certificate for the operators' services lies as well.
  static final String API = "api";

  public static BankFiles of(DataFolder folder, NodeId bank) {
    return new BankFiles(folder.bank(bank));
  }

  /// Of an officer of the central bank.
  ///
  /// @param name `officer-1`
  public static BankFiles ofOfficer(DataFolder folder, String name) {
    return new BankFiles(folder.officer(name).resolve(API));
  }

  /// Sees to it that there is something to call with.
  ///
  /// @throws PlatformException `NETWORK_NOT_RUNNING` when no sandbox has handed them out
  public void requireHandedOut(DataFolder folder) {
    if (!KeyFiles.exists(place.resolve(URL))) {
      throw Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
    }
  }

  Path clientKey() {
    return place.resolve("client.key");
  }

  public KeyPair clientKeys(Entropy entropy) {
    return ParticipantKeys.openOrCreate(clientKey(), KeyKind.P256, entropy);
  }

  public X509Certificate client() {
    return certificate(CLIENT);
  }

  /// Those beside it that the program may sign with too.
  List<Path> otherClients() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "client?*.crt")) {
      return StreamSupport.stream(files.spliterator(), false).sorted().toList();
    } catch (IOException e) {
      throw StorageProblems.of(place, e).exception(e);
    }
  }

  /// What answers are signed with, without the issuers.
  public List<X509Certificate> gateway() {
    return ParticipantKeys.readCertificates(place.resolve(GATEWAY)).stream()
        .filter(certificate -> certificate.getBasicConstraints() < 0)
        .toList();
  }

  /// Tells what to believe from now on.
  ///
  /// @param certificates each before its issuer's
  void keepAnswering(List<X509Certificate> certificates) {
    ParticipantKeys.writeCertificates(place.resolve(GATEWAY), certificates);
  }

  /// All of them but the root: the issuer of the program's lay beside the others before it had one
  /// of its own.
  List<X509Certificate> issued() {
    return Stream.of(CLIENT, GATEWAY, RECEIVER)
        .map(place::resolve)
        .filter(file -> !file.endsWith(RECEIVER) || KeyFiles.exists(file))
        .flatMap(file -> ParticipantKeys.readCertificates(file).stream())
        .toList();
  }

  public X509Certificate root() {
    return certificate("root.crt");
  }

  public URI url() {
    return URI.create(new String(KeyFiles.read(place.resolve(URL)), UTF_8).strip());
  }

  Path connectionKey() {
    return place.resolve("tls.key");
  }

  /// What the programs connect with, and whom they believe then.
  public TlsIdentity connection() {
    List<X509Certificate> chain = ParticipantKeys.readCertificates(place.resolve(CONNECTION));
    return new TlsIdentity(
        chain,
        ParticipantKeys.open(connectionKey(), chain.getFirst()).getPrivate(),
        List.of(root()));
  }

  /// @param chain the certificate before its issuer's
  void keepConnection(List<X509Certificate> chain) {
    ParticipantKeys.writeCertificates(place.resolve(CONNECTION), chain);
  }

  Path receiverKey() {
    return place.resolve("receiver.key");
  }

  /// The first three each with its issuer's: issuers may have changed between them.
  void keep(
      List<X509Certificate> client,
      List<X509Certificate> answering,
      List<X509Certificate> receiver,
      X509Certificate root,
      URI url) {
    ParticipantKeys.writeCertificates(place.resolve(RECEIVER), receiver);
    keep(client, answering, root, url);
  }

  /// What the program signs with until it has read the next one, and what it has signed and is on
  /// its way: good until its own end.
  private void keepFormer(X509Certificate next) {
    if (!KeyFiles.exists(place.resolve(CLIENT))) {
      return;
    }
    List<X509Certificate> former;
    try {
      former = ParticipantKeys.readCertificates(place.resolve(CLIENT));
    } catch (PlatformException _) {
      // Nobody could have gone by it.
      return;
    }
    if (!former.getFirst().equals(next)) {
      String serial = former.getFirst().getSerialNumber().toString(RADIX);
      ParticipantKeys.writeCertificates(place.resolve("client-" + serial + ".crt"), former);
    }
  }

  /// Those of whoever is told of no events.
  void keep(
      List<X509Certificate> client,
      List<X509Certificate> answering,
      X509Certificate root,
      URI url) {
    keepFormer(client.getFirst());
    ParticipantKeys.writeCertificates(place.resolve(CLIENT), client);
    keepAnswering(answering);
    ParticipantKeys.writeCertificates(place.resolve("root.crt"), List.of(root));
    KeyFiles.write(place.resolve(URL), (url + "\n").getBytes(UTF_8));
  }

  private X509Certificate certificate(String name) {
    return ParticipantKeys.readCertificates(place.resolve(name)).getFirst();
  }
}

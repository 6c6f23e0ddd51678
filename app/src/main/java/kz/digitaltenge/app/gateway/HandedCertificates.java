package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.signed.CertificateChain;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates of banks' programs that lie in a data folder, for a gateway that has nothing
/// else of the authority. Those handed out after the start are known after the next one.
public final class HandedCertificates implements CertificateDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(HandedCertificates.class);

  private final Map<Hash, CertificateChain> chains = new HashMap<>();

  private HandedCertificates() {}

  /// Reads those of a data folder. What other banks left there unreadable is passed over: their
  /// programs are unknown here, and this bank goes on.
  ///
  /// @param own whose gateway asks
  /// @throws PlatformException when its own cannot be read
  public static HandedCertificates in(DataFolder folder, NodeId own) {
    var handed = new HandedCertificates();
    for (Path place : places(folder.root().resolve("banks"))) {
      handed.read(place, place.equals(folder.bank(own)));
    }
    return handed;
  }

  /// The same of the central bank's officers and of the banks' programs, for the gateway of the
  /// central bank.
  ///
  /// @throws PlatformException when an officer's cannot be read
  public static HandedCertificates forCentralBank(DataFolder folder) {
    var handed = new HandedCertificates();
    for (String officer : NodeKeys.officerNames()) {
      handed.read(BankFiles.ofOfficer(folder, officer).place(), true);
    }
    for (Path place : places(folder.root().resolve("banks"))) {
      handed.read(place, false);
    }
    return handed;
  }

  private static List<Path> places(Path all) {
    try (Stream<Path> places = Files.list(all)) {
      return places.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw StorageProblems.of(all, e).exception(e);
    }
  }

  @Override
  public Optional<CertificateChain> find(Hash thumbprint) {
    return Optional.ofNullable(chains.get(thumbprint));
  }

  private void read(Path place, boolean isOwn) {
    try {
      read(place);
    } catch (PlatformException e) {
      if (isOwn) {
        throw e;
      }
      LOG.warn("The certificates in {} are passed over: {}", place, e.getMessage());
    }
  }

  private void read(Path place) {
    var files = new BankFiles(place);
    X509Certificate client = files.client();
    List<X509Certificate> issued = files.issued();
    issued.stream()
        .filter(each -> each.getSubjectX500Principal().equals(client.getIssuerX500Principal()))
        .findFirst()
        .ifPresentOrElse(
            issuer ->
                chains.put(
                    IssuedCertificate.thumbprint(client),
                    new CertificateChain(client, issuer, files.root())),
            () -> LOG.warn("{} has no certificate of the issuer of its program", place));
  }
}

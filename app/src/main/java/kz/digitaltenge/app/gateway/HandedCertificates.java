package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.signed.CertificateChain;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates of banks' programs that lie in a data folder, for a gateway that has nothing
/// else of the authority. One that is not known is looked for in the folder again, once a second at
/// most, so that those handed out while the gateway runs are known at once. Thread-safe.
public final class HandedCertificates implements CertificateDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(HandedCertificates.class);

  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final DataFolder folder;
  private final NodeId own;
  // Both change under this.
  private volatile Map<Hash, CertificateChain> chains;
  private volatile long readAtNanos;

  private HandedCertificates(DataFolder folder, NodeId own) {
    this.folder = folder;
    this.own = own;
    this.chains = read(Map.of());
    this.readAtNanos = System.nanoTime();
  }

  /// Reads those of a data folder. What other banks left there unreadable is passed over: their
  /// programs are unknown here, and this bank goes on.
  ///
  /// @param own whose gateway asks
  /// @throws PlatformException when its own cannot be read
  public static HandedCertificates in(DataFolder folder, NodeId own) {
    return new HandedCertificates(folder, own);
  }

  @Override
  public Optional<CertificateChain> find(Hash thumbprint) {
    CertificateChain chain = chains.get(thumbprint);
    if (chain == null) {
      readAgain();
      chain = chains.get(thumbprint);
    }
    return Optional.ofNullable(chain);
  }

  private synchronized void readAgain() {
    if (System.nanoTime() - readAtNanos < PAUSE_NANOS) {
      return;
    }
    try {
      chains = read(chains);
    } catch (PlatformException e) {
      LOG.warn("The certificates stay as they were: {}", e.getMessage());
    }
    readAtNanos = System.nanoTime();
  }

  /// Those known before stay: how long a certificate is good is not for its file to say.
  private Map<Hash, CertificateChain> read(Map<Hash, CertificateChain> before) {
    var found = new HashMap<>(before);
    Path banks = folder.root().resolve("banks");
    try (Stream<Path> places = Files.list(banks)) {
      for (Path place : places.filter(Files::isDirectory).sorted().toList()) {
        read(place, place.equals(folder.bank(own)), found);
      }
    } catch (IOException e) {
      throw StorageProblems.of(banks, e).exception(e);
    }
    return Map.copyOf(found);
  }

  private static void read(Path place, boolean isOwn, Map<Hash, CertificateChain> found) {
    try {
      read(place, found);
    } catch (PlatformException e) {
      if (isOwn) {
        throw e;
      }
      LOG.warn("The certificates in {} are passed over: {}", place, e.getMessage());
    }
  }

  private static void read(Path place, Map<Hash, CertificateChain> found) {
    var files = new BankFiles(place);
    X509Certificate client = files.client();
    List<X509Certificate> issued = files.issued();
    issued.stream()
        .filter(each -> each.getSubjectX500Principal().equals(client.getIssuerX500Principal()))
        .findFirst()
        .ifPresentOrElse(
            issuer ->
                found.put(
                    IssuedCertificate.thumbprint(client),
                    new CertificateChain(client, issuer, files.root())),
            () -> LOG.warn("{} has no certificate of the issuer of its program", place));
  }
}

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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.signed.CertificateChain;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates of banks' programs that lie in a data folder, of now and before, for a gateway
/// that has nothing else of the authority. One that is not known is looked for in the folder again,
/// once a second at most, so that those handed out while the gateway runs are known at once.
/// Thread-safe.
public final class HandedCertificates implements CertificateDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(HandedCertificates.class);

  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<List<Place>> places;
  // Both change under this.
  private volatile Map<Hash, CertificateChain> chains;
  private volatile long readAtNanos;

  /// Where one's certificates lie.
  ///
  /// @param isNeeded whether the gateway is of no use without them
  private record Place(Path path, boolean isNeeded) {}

  private HandedCertificates(Supplier<List<Place>> places) {
    this.places = places;
    this.chains = read(Map.of());
    this.readAtNanos = System.nanoTime();
  }

  /// Reads those of a data folder. What other banks left there unreadable is passed over: their
  /// programs are unknown here, and this bank goes on.
  ///
  /// @param own whose gateway asks
  /// @throws PlatformException when its own cannot be read
  public static HandedCertificates in(DataFolder folder, NodeId own) {
    return new HandedCertificates(() -> banks(folder, folder.bank(own)::equals).toList());
  }

  /// The same of the central bank's officers and of the banks' programs, for the gateway of the
  /// central bank.
  ///
  /// @throws PlatformException when an officer's cannot be read
  public static HandedCertificates forCentralBank(DataFolder folder) {
    Stream<Place> officers =
        NodeKeys.officerNames().stream()
            .map(name -> new Place(BankFiles.ofOfficer(folder, name).place(), true));
    List<Place> people = officers.toList();
    return new HandedCertificates(
        () -> Stream.concat(people.stream(), banks(folder, _ -> false)).toList());
  }

  private static Stream<Place> banks(DataFolder folder, Predicate<Path> isNeeded) {
    Path all = folder.root().resolve("banks");
    try (Stream<Path> places = Files.list(all)) {
      return places
          .filter(Files::isDirectory)
          .sorted()
          .map(place -> new Place(place, isNeeded.test(place)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw StorageProblems.of(all, e).exception(e);
    }
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
    places.get().forEach(place -> read(place, found));
    return Map.copyOf(found);
  }

  private static void read(Place place, Map<Hash, CertificateChain> found) {
    try {
      read(place.path(), found);
    } catch (PlatformException e) {
      if (place.isNeeded()) {
        throw e;
      }
      LOG.warn("The certificates in {} are passed over: {}", place.path(), e.getMessage());
    }
  }

  private static void read(Path place, Map<Hash, CertificateChain> found) {
    var files = new BankFiles(place);
    List<X509Certificate> issued = files.issued();
    X509Certificate root = files.root();
    keep(files.client(), issued, root, place, found);
    for (Path other : files.otherClients()) {
      try {
        List<X509Certificate> chain = ParticipantKeys.readCertificates(other);
        var issuers = Stream.concat(chain.stream(), issued.stream()).toList();
        keep(chain.getFirst(), issuers, root, other, found);
      } catch (PlatformException e) {
        LOG.warn("{} is passed over: {}", other, e.getMessage());
      }
    }
  }

  private static void keep(
      X509Certificate client,
      List<X509Certificate> issued,
      X509Certificate root,
      Path place,
      Map<Hash, CertificateChain> found) {
    issued.stream()
        .filter(each -> each.getSubjectX500Principal().equals(client.getIssuerX500Principal()))
        .findFirst()
        .ifPresentOrElse(
            issuer ->
                found.put(
                    IssuedCertificate.thumbprint(client),
                    new CertificateChain(client, issuer, root)),
            () -> LOG.warn("{} has no certificate of the issuer of its program", place));
  }
}

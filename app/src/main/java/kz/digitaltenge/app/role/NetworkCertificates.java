package kz.digitaltenge.app.role;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.app.observe.CertificateMeters;
import kz.digitaltenge.app.observe.Reading;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.trust.TlsFolder;

/// The network's own, by which processes know each other, warned of [TlsFolder#RENEWAL] before
/// their end. A new one in its folder ends the warnings ([TlsRenewals]).
public final class NetworkCertificates implements WatchedCertificates {
  private static final String NEXT =
      "./dt ca renew makes the next one where the network's authority is; the process takes it from"
          + " its folder by itself.";
  private static final String ROOT =
      "Nothing makes the next one, and no certificate of the network is good without it. Plan a new"
          + " authority, and new certificates for all of its processes, before that day.";

  private final Supplier<List<Kept>> folder;
  private volatile List<Kept> kept = List.of();

  /// @param folder reads them
  public NetworkCertificates(Supplier<List<Kept>> folder) {
    this.folder = folder;
  }

  @Override
  public void read() {
    kept = folder.get();
  }

  @Override
  public List<String> warnings(Instant now) {
    return kept.stream()
        .filter(each -> each.endsWithin(TlsFolder.RENEWAL, now))
        .map(
            each ->
                "The certificate of %s %s runs out in %d days, on %s. %s"
                    .formatted(
                        each.kind(),
                        each.name(),
                        each.daysLeft(now),
                        each.validUntil(),
                        each.isRoot() ? ROOT : NEXT))
        .toList();
  }

  @Override
  public Reading tell(CertificateMeters meters) {
    return meters.read(() -> kept);
  }
}

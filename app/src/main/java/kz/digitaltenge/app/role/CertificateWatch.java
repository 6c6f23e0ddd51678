package kz.digitaltenge.app.role;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Reading;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.trust.TlsFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns in the log at the start and once a day of certificates that a process goes by and that run
/// out within [TlsFolder#RENEWAL], and tells monitoring when they do. A new certificate in its
/// folder ends the warnings ([TlsRenewals]).
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  private static final String NEXT =
      "./dt ca renew makes the next one where the network's authority is; the process takes it from"
          + " its folder by itself.";
  private static final String ROOT =
      "Nothing makes the next one, and no certificate of the network is good without it. Plan a new"
          + " authority, and new certificates for all of its processes, before that day.";

  private final Supplier<List<Kept>> folder;
  private final InstantSource clock;
  private final Reading metered;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());
  private volatile List<Kept> kept;

  private CertificateWatch(Supplier<List<Kept>> folder, InstantSource clock, Meters meters) {
    this.folder = folder;
    this.clock = clock;
    this.kept = folder.get();
    this.metered = meters.certificates().read(() -> kept);
  }

  /// Warns of those that need it before this returns.
  ///
  /// @param folder reads them
  /// @throws kz.digitaltenge.api.error.PlatformException when they cannot be read now
  public static CertificateWatch start(
      Supplier<List<Kept>> folder, InstantSource clock, Meters meters) {
    var watch = new CertificateWatch(folder, clock, meters);
    watch.warn();
    var _ = watch.thread.scheduleWithFixedDelay(watch::read, 1, 1, TimeUnit.MINUTES);
    var _ = watch.thread.scheduleAtFixedRate(watch::warn, 1, 1, TimeUnit.DAYS);
    return watch;
  }

  private void read() {
    try {
      kept = folder.get();
    } catch (RuntimeException e) {
      // A periodic task that throws is never called again.
      LOG.warn("The network's certificates cannot be read: {}", e.getMessage());
    }
  }

  private void warn() {
    Instant now = clock.instant();
    kept.stream()
        .filter(each -> each.endsWithin(TlsFolder.RENEWAL, now))
        .forEach(
            each ->
                LOG.warn(
                    "The certificate of {} {} runs out in {} days, on {}. {}",
                    each.kind(),
                    each.name(),
                    each.daysLeft(now),
                    each.validUntil(),
                    each.isRoot() ? ROOT : NEXT));
  }

  @Override
  public void close() {
    metered.close();
    var _ = thread.shutdownNow();
  }
}

package kz.digitaltenge.app.role;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Reading;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.trust.TlsFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns in the log at the start and once a day of certificates that a process goes by and that run
/// out within [TlsFolder#RENEWAL], and tells monitoring when they do. A process keeps to what it
/// read at its start, so a new certificate in its folder ends the warnings at its next start.
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  private static final String NEXT =
      "./dt run found, or the start of the sandbox, makes the next one; the process takes it at its"
          + " next start.";
  private static final String ROOT =
      "Nothing makes the next one, and no certificate of the network is good without it. Plan a new"
          + " authority, and new certificates for all of its processes, before that day.";

  private final List<Kept> kept;
  private final InstantSource clock;
  private final Reading metered;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());

  private CertificateWatch(List<Kept> kept, InstantSource clock, Meters meters) {
    this.kept = List.copyOf(kept);
    this.clock = clock;
    this.metered = meters.certificates().read(kept);
  }

  /// Warns of those that need it before this returns.
  public static CertificateWatch start(List<Kept> kept, InstantSource clock, Meters meters) {
    var watch = new CertificateWatch(kept, clock, meters);
    watch.warn();
    var _ = watch.thread.scheduleAtFixedRate(watch::warn, 1, 1, TimeUnit.DAYS);
    return watch;
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

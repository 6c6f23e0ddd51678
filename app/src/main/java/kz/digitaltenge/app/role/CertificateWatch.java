package kz.digitaltenge.app.role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns in the log, at the start and then once a day, of certificates that run out soon, and tells
/// monitoring when they do.
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

  private final List<WatchedCertificates> all;
  private final InstantSource clock;
  private final List<Reading> metered;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());
  private volatile Instant warned = Instant.MIN;

  private CertificateWatch(List<WatchedCertificates> all, InstantSource clock, Meters meters) {
    this.all = all;
    this.clock = clock;
    this.metered = all.stream().map(each -> each.tell(meters.certificates())).toList();
  }

  /// Warns of those that need it before this returns.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when they cannot be read now
  public static CertificateWatch start(
      InstantSource clock, Meters meters, WatchedCertificates... all) {
    var watched = List.of(all);
    watched.forEach(WatchedCertificates::read);
    var watch = new CertificateWatch(watched, clock, meters);
    watch.warn();
    var _ = watch.thread.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.MINUTES);
    return watch;
  }

  /// What it does each minute.
  void look() {
    all.forEach(CertificateWatch::read);
    warn();
  }

  private static void read(WatchedCertificates certificates) {
    try {
      certificates.read();
    } catch (RuntimeException e) {
      // A periodic task that throws is never called again.
      LOG.warn("Certificates that are watched cannot be read: {}", e.getMessage());
    }
  }

  private void warn() {
    Instant now = clock.instant();
    // Either way: a clock that was put back must not silence it.
    if (Duration.between(warned, now).abs().compareTo(BETWEEN_WARNINGS) < 0) {
      return;
    }
    warned = now;
    all.forEach(each -> each.warnings(now).forEach(line -> LOG.warn("{}", line)));
  }

  @Override
  public void close() {
    metered.forEach(Reading::close);
    var _ = thread.shutdownNow();
  }
}

package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.NetworkRevocations;
import kz.digitaltenge.trust.TlsFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates that a process goes by and where they lie: what is put in their place there,
/// and what the network's list of revoked ones gains, counts within [#EACH_SECONDS] without a stop.
/// What cannot be read leaves everything as it is. Files that look as they did are read again once
/// an hour only, for that a certificate's time is over is seen by reading it. Thread-safe.
public final class TlsRenewals implements AutoCloseable {
  /// How often it looks.
  public static final int EACH_SECONDS = 5;

  private static final long READ_ANYWAY_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(TlsRenewals.class);

  private final List<Followed> followed = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-renewals").factory());

  /// One of them. What it was seen as and the trouble are of the thread that looks.
  private static final class Followed {
    private final TlsIdentity identity;
    private final TlsFolder folder;
    private final Path revocations;
    private String trouble = "";
    private String seen = "";
    private long readAt;

    Followed(TlsIdentity identity, TlsFolder folder, Path revocations) {
      this.identity = identity;
      this.folder = folder;
      this.revocations = revocations;
    }

    void refuse() {
      identity.refuse(NetworkRevocations.read(revocations, identity.roots().getFirst()).serials());
    }

    void renew() {
      TlsIdentity kept = folder.load();
      if (identity.renew(kept)) {
        LOG.info(
            "{} {} goes by its next certificate, good until {}",
            kept.self().kind(),
            kept.self().name(),
            kept.validUntil());
      }
    }

    void look() {
      // Before they are read: what changes meanwhile looks different the next time.
      String stamp = folder.stamp() + " " + KeyFiles.stamp(revocations);
      if (stamp.equals(seen)
          && trouble.isEmpty()
          && System.nanoTime() - readAt < READ_ANYWAY_NANOS) {
        return;
      }
      seen = stamp;
      readAt = System.nanoTime();
      String now = attempted(this::refuse) + attempted(this::renew);
      if (!now.equals(trouble) && !now.isEmpty()) {
        LOG.warn("The certificate of {} stays as it is: {}", identity, now);
      }
      trouble = now;
    }

    /// A periodic task that throws is never called again.
    private static String attempted(Runnable step) {
      try {
        step.run();
        return "";
      } catch (RuntimeException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  private TlsRenewals() {}

  static TlsRenewals start() {
    var renewals = new TlsRenewals();
    var _ =
        renewals.thread.scheduleWithFixedDelay(
            renewals::look, EACH_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
    return renewals;
  }

  /// Follows one that was read from a folder; what is revoked already counts when this returns.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the list cannot be read
  public TlsIdentity follow(TlsIdentity identity, TlsFolder folder, Path revocations) {
    var one = new Followed(identity, folder, revocations);
    one.refuse();
    followed.add(one);
    return identity;
  }

  private void look() {
    followed.forEach(Followed::look);
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}

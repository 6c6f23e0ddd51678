package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.status.StatusCache;

/// Keeps what the platform itself signs, with what proves it, before it goes out (C06). Any thread
/// may call.
///
/// Nobody waits for the status of the platform's own certificate: when none is known that is relied
/// on, what is sent is kept without, and a later answer that it was good proves it too, because
/// revocation is for good.
public final class SentEvidence {
  private final EvidenceLog log;
  private final StatusCache statuses;
  private final X509Certificate root;
  private final InstantSource clock;

  /// Over a log.
  ///
  /// @param statuses that somebody keeps fresh by [#refresh]
  /// @param root above every certificate that signs
  public SentEvidence(
      EvidenceLog log, StatusCache statuses, X509Certificate root, InstantSource clock) {
    this.log = log;
    this.statuses = statuses;
    this.root = root;
    this.clock = clock;
  }

  /// Whose signature it is.
  ///
  /// @param issuer of the certificate
  public record Sender(X509Certificate certificate, X509Certificate issuer) {}

  /// Keeps an answer.
  ///
  /// @param signature as it is sent
  /// @param request the position of the request's own evidence in the same log
  /// @throws PlatformException `STORAGE_FAILED` or `DISK_FULL`: it is not to be sent then
  public void keep(
      Sender sender, String signature, MessageDescription.Answer answer, long request) {
    var _ = keep(sender, signature, answer.bytes(), new KeptRecord.About.Request(request));
  }

  /// Keeps a notification.
  ///
  /// @param webhook the id of whom it is for
  /// @param url where it goes
  /// @return its position, for [#cameOf]
  /// @throws PlatformException `STORAGE_FAILED` or `DISK_FULL`: it is not to be sent then
  public long keep(
      Sender sender,
      String signature,
      MessageDescription.Notification notification,
      String webhook,
      String url) {
    return keep(
        sender, signature, notification.bytes(), new KeptRecord.About.Webhook(webhook, url));
  }

  /// Keeps what came of the notification at a position.
  public void cameOf(long notification, NotificationOutcome.Result result, int status) {
    log.keep(new KeptRecord.Outcome(notification, new NotificationOutcome(now(), result, status)));
  }

  /// Asks for the status of what signs, unless an answer is relied on still. May wait.
  public void refresh(Sender sender) {
    var _ = statuses.of(sender.certificate(), sender.issuer());
    var _ = statuses.of(sender.issuer(), root);
  }

  /// What was kept of notifications.
  ///
  /// @param after a position, -1 from the first one on
  /// @param webhook only those for this one; empty for all
  public KeptNotifications.Page notifications(long after, int limit, String webhook) {
    return log.notifications(after, limit, each -> webhook.isEmpty() || each.equals(webhook));
  }

  private long keep(Sender sender, String signature, Bytes description, KeptRecord.About about) {
    Optional<Bytes> leaf = statuses.good(sender.certificate());
    Optional<Bytes> issuer = statuses.good(sender.issuer());
    List<Bytes> answers =
        leaf.isPresent() && issuer.isPresent() ? List.of(leaf.get(), issuer.get()) : List.of();
    var chain = new CertificateChain(sender.certificate(), sender.issuer(), root);
    return log.keepSent(now(), about, signature, description, chain, answers);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

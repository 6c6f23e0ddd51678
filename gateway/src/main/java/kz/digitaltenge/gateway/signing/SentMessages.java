package kz.digitaltenge.gateway.signing;

import java.net.URI;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.signed.KeptNotifications;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.NotificationOutcome;
import kz.digitaltenge.trust.signed.SentEvidence;
import kz.digitaltenge.trust.signed.SentEvidence.Sender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs what a gateway sends and keeps the proof of it before it goes out (C06). Any thread may
/// call.
///
/// @param answers kept in the log that the requests are in
/// @param notifications kept in a log of their own
public record SentMessages(AnsweringKeys keys, SentEvidence answers, SentEvidence notifications) {
  private static final Logger LOG = LoggerFactory.getLogger(SentMessages.class);

  /// A notification that is kept.
  ///
  /// @param position of its evidence
  /// @param signature the value of its signature field
  public record Kept(long position, String signature) {}

  /// Signs an answer to a request that was kept.
  ///
  /// @param request the position of the request's evidence
  /// @return the value of the answer's signature field
  /// @throws PlatformException when it cannot be kept: it must not be sent then
  public String answer(MessageDescription.Answer answer, long request) {
    AnsweringKey key = keys.current();
    String signature = key.signer().sign(answer);
    answers.keep(sender(key), signature, answer, request);
    return signature;
  }

  /// Signs a refusal of what was not kept either: if it were, whoever knows the address could fill
  /// the disk.
  public String refusal(MessageDescription.Answer answer) {
    return keys.current().signer().sign(answer);
  }

  /// Signs an event of a stream, which is kept with the others of its page.
  public String signed(MessageDescription.Notification event) {
    return keys.current().signer().sign(event);
  }

  /// Signs events that are told in a stream.
  ///
  /// @param webhook what it is kept under
  /// @param target of the request for the stream
  /// @throws PlatformException when it cannot be kept: it must not be told then
  public Kept told(MessageDescription.Notification events, String webhook, String target) {
    AnsweringKey key = keys.current();
    String signature = key.signer().sign(events);
    return new Kept(notifications.keep(sender(key), signature, events, webhook, target), signature);
  }

  /// Signs a notification.
  ///
  /// @param webhook whom it is for
  /// @throws PlatformException when it cannot be kept: it must not be sent then
  public Kept notification(MessageDescription.Notification notification, String webhook, URI url) {
    return told(notification, webhook, url.toString());
  }

  /// Keeps what came of a notification; that it was sent is kept already.
  public void cameOf(Kept notification, NotificationOutcome.Result result, int status) {
    try {
      notifications.cameOf(notification.position(), result, status);
    } catch (PlatformException e) {
      LOG.warn("What came of a notification is not kept: {}", e.problem().forLog());
    }
  }

  /// What was kept of notifications.
  ///
  /// @param after a position of the log, -1 from the first one on
  /// @param webhook only those for this one; empty for all
  public KeptNotifications.Page kept(long after, int limit, String webhook) {
    return notifications.notifications(after, limit, webhook);
  }

  /// Has the status of the certificate at hand that signs now. May wait.
  public void refresh() {
    Sender now = sender(keys.current());
    answers.refresh(now);
    notifications.refresh(now);
  }

  private static Sender sender(AnsweringKey key) {
    return new Sender(key.certificate(), key.issuer());
  }
}

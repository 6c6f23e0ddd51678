package kz.digitaltenge.sdk;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kz.digitaltenge.sdk.GatewayTrust.AnsweringChain;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Verifies notifications that a bank's gateway sends to a webhook. Any thread may call.
public final class NotificationCheck {
  private static final Duration AGE_MAX = Duration.ofMinutes(5);
  private static final Duration AHEAD_MAX = Duration.ofSeconds(30);

  private final String bank;
  private final CertificateCheck certificates;
  private final InstantSource clock;

  public NotificationCheck(
      String bank, GatewayTrust trust, InstantSource clock, SecureRandom random) {
    this.bank = bank;
    this.certificates = new CertificateCheck(trust, clock, random);
    this.clock = clock;
  }

  /// Believes what a client has learnt, from now on.
  public void believe(GatewayTrust trust) {
    var _ = certificates.believe(trust.answering());
  }

  /// A request as it came.
  ///
  /// @param target path and query as on the request line
  /// @param signatures every value of `JWS-Signature`
  /// @param body the very bytes
  public record Received(
      String method,
      String target,
      String contentType,
      String idempotencyKey,
      List<String> signatures,
      MessageBody body) {
    public Received {
      signatures = List.copyOf(signatures);
    }
  }

  /// An event that the bank told.
  ///
  /// @param key the same in each attempt to tell it: do nothing about one that was seen
  public record Notification(String key, Event event) {}

  /// The event, once it is sure who told it, and that it was to this bank, and just now.
  ///
  /// @throws UntrustedMessageException for anything else; answer it with 401 and do nothing
  /// @throws CertificateStatusUnknownException when nobody can say now whether the bank's
  ///   certificate is good; answer it with 503 and do nothing, and it is sent again
  public Notification verify(Received received) {
    SignatureText signature = SignatureText.read(received.signatures());
    requireInTime(signature.signedAt());
    AnsweringChain chain = certificates.named(signature.thumbprint());
    var description =
        new Description(
            "notification",
            bank,
            received.method(),
            received.target(),
            received.contentType(),
            received.idempotencyKey(),
            "",
            received.body());
    if (!signature.isBy(chain.leaf(), description)) {
      throw new UntrustedMessageException("The notification is not signed by " + bank);
    }
    certificates.requireGood(chain);
    return new Notification(received.idempotencyKey(), event(bank, received.body()));
  }

  private void requireInTime(Instant signedAt) {
    Instant now = clock.instant();
    if (signedAt.isBefore(now.minus(AGE_MAX)) || signedAt.isAfter(now.plus(AHEAD_MAX))) {
      throw new UntrustedMessageException("The notification was signed at " + signedAt);
    }
  }

  /// What a bank tells of, when it is of this one.
  static Event event(String bank, MessageBody body) {
    try {
      JsonNode told = Json.tree(body.text());
      if (!told.path("bank").asString("").equals(bank)) {
        throw new UntrustedMessageException("The notification is of another bank");
      }
      return Json.read(told, Event.class);
    } catch (JacksonException e) {
      throw new UntrustedMessageException("The notification is no event", e);
    }
  }
}

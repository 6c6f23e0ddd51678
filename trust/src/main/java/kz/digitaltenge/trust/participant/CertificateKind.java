package kz.digitaltenge.trust.participant;

import java.time.Duration;

/// What a certificate is for.
public enum CertificateKind {
  /// The root of all others; it certifies issuers and nothing else.
  ROOT(Duration.ofDays(20 * 365), Duration.ofDays(3 * 365)),
  /// Issues to participants.
  ISSUER(Duration.ofDays(5 * 365), Duration.ofDays(2 * 365)),
  /// Signs answers about the status of what one issuer issued (RFC 6960 section 4.2.2.2).
  STATUS(Duration.ofDays(30), Duration.ofDays(7)),
  /// Signs time stamps (RFC 3161 section 2.3).
  TIME_STAMP(Duration.ofDays(365), Duration.ofDays(90)),
  /// A participant's node, on both ends of TLS.
  NODE(Duration.ofDays(365), Duration.ofDays(90)),
  /// A server or client of a participant, on its end of TLS.
  TLS(Duration.ofDays(365), Duration.ofDays(90)),
  /// A participant's signature under messages.
  SIGNATURE(Duration.ofDays(365), Duration.ofDays(90));

  private final Duration validityMax;
  private final Duration warning;

  CertificateKind(Duration validityMax, Duration warning) {
    this.validityMax = validityMax;
    this.warning = warning;
  }

  public Duration validityMax() {
    return validityMax;
  }

  /// How long before its end it is warned of.
  public Duration warning() {
    return warning;
  }

  /// Whether participants ask for it; the others are the authority's own.
  public boolean isForParticipants() {
    return switch (this) {
      case NODE, TLS, SIGNATURE -> true;
      case ROOT, ISSUER, STATUS, TIME_STAMP -> false;
    };
  }
}

package kz.digitaltenge.trust.participant;

import java.time.Duration;

/// A certificate that runs out.
///
/// @param left until then, negative when it has run out
public record Expiry(IssuedCertificate certificate, Duration left) {}

package kz.digitaltenge.sdk;

import java.time.Instant;
import java.util.Optional;

/// A certificate that the bank's gateway signs with, or will.
///
/// @param thumbprint what signatures name it by, `x5t#S256`
/// @param certificate PEM
/// @param issuer PEM
/// @param signsUntil when the next one takes its place
public record AnsweringCertificate(
    String thumbprint,
    String certificate,
    String issuer,
    Instant signsFrom,
    Optional<Instant> signsUntil,
    Instant validUntil) {}

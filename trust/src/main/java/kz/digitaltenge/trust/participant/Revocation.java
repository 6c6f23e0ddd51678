package kz.digitaltenge.trust.participant;

import java.time.Instant;

/// That a certificate is not to be trusted any more.
public record Revocation(RevocationReason reason, Instant at) {}

package kz.digitaltenge.node.mandate;

import java.time.Instant;

/// What a signatory said to what was filed.
///
/// @param filed the key of what was filed
/// @param key that verified it
/// @param version of the mandate that it was said under
/// @param signature the detached JWS
/// @param evidence where the signed request that brought it is kept
record Decision(
    String filed,
    String signatory,
    Answer answer,
    SignatoryKey key,
    int version,
    String signature,
    Instant at,
    long evidence) {
  /// Yes or no.
  enum Answer {
    APPROVE,
    REFUSE
  }
}

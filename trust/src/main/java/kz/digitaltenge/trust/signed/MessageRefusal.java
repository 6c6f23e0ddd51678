package kz.digitaltenge.trust.signed;

/// Why a signed message is not accepted. The names are public: programs of participants see them.
public enum MessageRefusal {
  SIGNATURE_MISSING,
  SIGNATURE_GIVEN_TWICE,
  SIGNATURE_MALFORMED,
  /// Anything but ES256 and EdDSA, `none` and HMAC above all.
  ALGORITHM_NOT_ALLOWED,
  ALGORITHM_NOT_OF_THE_KEY,
  /// Something must be understood that is not known here, or `b64` is not said to be.
  CRITICAL_PARAMETER_UNKNOWN,
  TIME_MISSING,
  TIME_TOO_OLD,
  TIME_IN_THE_FUTURE,
  NONCE_MALFORMED,
  CERTIFICATE_UNKNOWN,
  SIGNATURE_WRONG,
  CERTIFICATE_OF_FOREIGN_AUTHORITY,
  CERTIFICATE_NOT_YET_VALID,
  CERTIFICATE_EXPIRED,
  CERTIFICATE_NOT_FOR_SIGNATURES,
  CERTIFICATE_NOT_FOR_CONNECTIONS,
  CERTIFICATE_REVOKED,
  /// Nobody could be asked: without an answer nothing is accepted.
  STATUS_UNAVAILABLE,
  REPLAYED,
  /// More messages within the window than can be remembered: nothing was done, later it may be.
  TOO_MANY_MESSAGES
}

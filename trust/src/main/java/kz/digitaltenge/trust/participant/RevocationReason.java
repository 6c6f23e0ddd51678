package kz.digitaltenge.trust.participant;

import java.util.Arrays;
import java.util.Optional;

/// Why a certificate was revoked (RFC 5280 section 5.3.1). There is no hold: revoked is for good.
public enum RevocationReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  AUTHORITY_COMPROMISE(2),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5),
  PRIVILEGE_WITHDRAWN(9);

  private final int number;

  RevocationReason(int number) {
    this.number = number;
  }

  /// As lists and answers carry it.
  public int number() {
    return number;
  }

  static Optional<RevocationReason> ofNumber(long number) {
    return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
  }
}

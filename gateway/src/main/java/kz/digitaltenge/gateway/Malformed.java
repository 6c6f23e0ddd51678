package kz.digitaltenge.gateway;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// What cannot be taken, and why.
final class Malformed {
  static final String BODY = "The body";

  private Malformed() {}

  static PlatformException field(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }

  static PlatformException body(String reason) {
    return field(BODY, reason);
  }
}

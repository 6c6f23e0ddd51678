package kz.digitaltenge.gateway;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// What only the bank's own programs may do.
final class Admission {
  private Admission() {}

  static PlatformException refused(Call call, String service) {
    return Problem.of(
            ErrorCode.CALLER_NOT_ADMITTED, "caller", call.participant(), "service", service)
        .exception();
  }
}

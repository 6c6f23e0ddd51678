package kz.digitaltenge.node.standing;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// What stands in a payment's way, by what is to be done about it. Pure.
final class Hindrance {
  private Hindrance() {}

  /// That this node stops is nothing that stands in a payment's way.
  static void requireGoingOn(PlatformException e) {
    if (e.code() == ErrorCode.STOPPING) {
      throw e;
    }
  }

  /// Whether a bank did not answer.
  static boolean isSilence(Problem problem) {
    return problem.code() == ErrorCode.PEER_SILENT || problem.code() == ErrorCode.PEER_UNAVAILABLE;
  }

  static boolean isForGood(Problem problem) {
    return switch (problem.code().category()) {
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND -> true;
      case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> false;
    };
  }
}

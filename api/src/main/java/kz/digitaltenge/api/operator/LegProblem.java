package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Says of a payment to several payees which of them it fails at.
public final class LegProblem {
  private LegProblem() {}

  /// Nothing has moved, so whoever was silent or busy may be asked again. What is wrong with us is
  /// no leg's.
  ///
  /// @param leg from 0; people count from 1
  /// @param payee as the payer named it
  public static Problem of(int leg, String payee, Problem problem) {
    if (problem.code().category() == Category.INTERNAL || problem.code() == ErrorCode.STOPPING) {
      return problem;
    }
    ErrorCode code =
        switch (problem.code().retry()) {
          case NEVER, AFTER_CORRECTION -> ErrorCode.LEG_REFUSED;
          case LATER, SAME_REQUEST -> ErrorCode.LEG_UNAVAILABLE;
        };
    return of(code, leg, payee, problem.code());
  }

  /// Likewise, when it is known whether the leg may be paid later.
  ///
  /// @param code `LEG_REFUSED` or `LEG_UNAVAILABLE`
  public static Problem of(ErrorCode code, int leg, String payee, ErrorCode reason) {
    return Problem.of(code, "leg", leg + 1, "account", payee, "reason", reason);
  }
}

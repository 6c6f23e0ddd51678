package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.vault.Leg;

/// Says of a payment to several payees which of them it fails at. A payment to one payee fails in
/// its own words.
public final class LegProblems {
  private LegProblems() {}

  /// Does what concerns one leg.
  ///
  /// @param of all legs of the payment
  static <T> T named(List<Leg> of, Leg leg, Supplier<T> work) {
    return of.size() == 1 ? work.get() : named(leg, work);
  }

  /// Does what concerns one of several legs.
  public static <T> T named(Leg leg, Supplier<T> work) {
    try {
      return work.get();
    } catch (PlatformException e) {
      throw of(leg, e.problem()).exception(e);
    }
  }

  /// A problem with one of several legs. Nothing has moved, so whoever was silent or busy may be
  /// asked again.
  static Problem of(Leg leg, Problem problem) {
    if (problem.code().category() == Category.INTERNAL) {
      return problem;
    }
    return switch (problem.code().retry()) {
      case NEVER, AFTER_CORRECTION -> of(ErrorCode.LEG_REFUSED, leg, problem);
      case LATER, SAME_REQUEST -> of(ErrorCode.LEG_UNAVAILABLE, leg, problem);
    };
  }

  private static Problem of(ErrorCode code, Leg leg, Problem problem) {
    boolean isNamed =
        switch (problem.code()) {
          case LEG_REFUSED, LEG_UNAVAILABLE, STOPPING -> true;
          default -> false;
        };
    return isNamed
        ? problem
        : Problem.of(
            code, "leg", leg.number() + 1, "account", leg.payee(), "reason", problem.code());
  }
}

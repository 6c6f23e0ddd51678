package kz.digitaltenge.node.payment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LegProblem;
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

  /// Does what concerns the legs that another node was sent, which says itself where it fails.
  ///
  /// @param of all legs of the payment
  static <T> T answered(List<Leg> of, List<Leg> sent, Supplier<T> work) {
    if (of.size() == 1) {
      return work.get();
    }
    try {
      return work.get();
    } catch (PlatformException e) {
      throw ofPeer(sent, e.problem()).exception(e);
    }
  }

  /// A problem with one of several legs.
  static Problem of(Leg leg, Problem problem) {
    return LegProblem.of(leg.number(), leg.payee().value(), problem);
  }

  /// Nobody but the payer's node says which account is meant, and no node speaks for another's leg.
  private static Problem ofPeer(List<Leg> sent, Problem problem) {
    Leg first = sent.getFirst();
    if (problem.code() != ErrorCode.LEG_REFUSED && problem.code() != ErrorCode.LEG_UNAVAILABLE) {
      return of(first, problem);
    }
    Leg blamed =
        sent.stream()
            .filter(leg -> said(problem, "leg").equals(Integer.toString(leg.number() + 1)))
            .findFirst()
            .orElse(first);
    ErrorCode reason =
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.name().equals(said(problem, "reason")))
            .findFirst()
            .orElse(problem.code());
    return LegProblem.of(problem.code(), blamed.number(), blamed.payee().value(), reason);
  }

  private static String said(Problem problem, String name) {
    return problem.values().getOrDefault(name, "");
  }
}

package kz.digitaltenge.testing.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What a program can read without being given it; ours is given it, as a parameter.
final class Ambient {
  private static final Set<String> CLOCK_FACTORIES =
      Set.of(
          "now", "system", "systemUTC", "systemDefaultZone", "tick", "tickSeconds", "tickMinutes");

  private static final Set<String> RANDOM_TYPES =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.random.RandomGenerator",
          "java.security.SecureRandom");

  private static final Set<String> RANDOM_FACTORIES =
      Set.of("current", "of", "getDefault", "getInstance", "getInstanceStrong");

  /// The time of day.
  static final DescribedPredicate<JavaAccess<?>> CLOCK =
      describe(
          "the clock",
          access ->
              is(access, "java.lang.System", "currentTimeMillis")
                  || (access.getTargetOwner().getPackageName().equals("java.time")
                      && CLOCK_FACTORIES.contains(access.getName())));

  /// The machine's running time, good for measuring only.
  static final DescribedPredicate<JavaAccess<?>> TICKS =
      describe("the tick count", access -> is(access, "java.lang.System", "nanoTime"));

  /// A new source of what two runs would see differently. Drawing from one that was given is fine,
  /// and so is a subclass of `SecureRandom` whose bytes are given.
  static final DescribedPredicate<JavaAccess<?>> CHANCE =
      describe(
          "chance",
          access ->
              makesARandomSource(access)
                  || is(access, "java.util.UUID", "randomUUID")
                  || is(access, "java.lang.Math", "random")
                  || is(access, "java.util.Collections", "shuffle"));

  /// The terminal, and the end of the process.
  static final DescribedPredicate<JavaAccess<?>> CONSOLE =
      describe(
          "the console",
          access ->
              is(access, "java.lang.System", "out")
                  || is(access, "java.lang.System", "err")
                  || is(access, "java.lang.System", "exit")
                  || access.getName().equals("printStackTrace"));

  /// `new RuntimeException(…)` and its like; a subclass calling its parent's constructor is not
  /// meant.
  static final DescribedPredicate<JavaAccess<?>> BARE_EXCEPTION =
      describe(
          "a bare exception",
          access ->
              access instanceof JavaConstructorCall call
                  && Set.of(
                          "java.lang.RuntimeException",
                          "java.lang.Exception",
                          "java.lang.Error",
                          "java.lang.Throwable")
                      .contains(call.getTargetOwner().getName())
                  && !call.getOriginOwner().isAssignableTo(Throwable.class));

  private Ambient() {}

  private static boolean makesARandomSource(JavaAccess<?> access) {
    boolean made =
        access instanceof JavaConstructorCall
            ? !access.getOriginOwner().isAssignableTo(RandomGenerator.class)
            : RANDOM_FACTORIES.contains(access.getName());
    return made && RANDOM_TYPES.contains(access.getTargetOwner().getName());
  }

  private static boolean is(JavaAccess<?> access, String owner, String name) {
    return access.getName().equals(name) && access.getTargetOwner().getName().equals(owner);
  }
}

package kz.digitaltenge.testing.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static kz.digitaltenge.testing.house.OurClasses.OFFENDERS;
import static kz.digitaltenge.testing.house.OurClasses.SHIPPED;
import static kz.digitaltenge.testing.house.OurClasses.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The ledger decides from its arguments alone, and so does the notary's core: one seed replays
/// both.
class PurityTest {
  /// Packages of the JDK that hold values and arithmetic.
  private static final Set<String> PURE_PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.security",
          "java.security.interfaces",
          "java.security.spec",
          "java.time",
          "java.time.temporal",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "javax.crypto",
          "javax.crypto.spec",
          "org.jspecify.annotations");

  private static final Set<String> PURE_CLASSES =
      Set.of(
          "java.io.ByteArrayOutputStream", "java.io.ByteArrayInputStream", "java.io.Serializable");

  /// What those packages hold besides: the clock, chance, threads, processes, consoles.
  private static final Pattern IMPURE_CLASSES =
      Pattern.compile(
          "java\\.lang\\.(Thread|ThreadGroup|Process.*|Runtime|ScopedValue|ClassLoader)(\\$.*)?"
              + "|java\\.security\\.SecureRandom.*|java\\.time\\.(Clock|InstantSource).*"
              + "|java\\.util\\.(Random|SplittableRandom|Timer|TimerTask|UUID|Scanner|ServiceLoader)");

  private static final Set<String> PURE_SYSTEM_METHODS = Set.of("arraycopy", "identityHashCode");

  private static final Pattern LOCKING =
      Pattern.compile("\\b(synchronized|volatile|parallelStream|parallel\\(\\))\\b");

  @Test
  void theLedgerKnowsOnlyValues() {
    knowsOnlyValues("ledger").check(SHIPPED);
  }

  @Test
  void theLedgerAsksNothingOfItsSurroundings() {
    asksNothing("ledger").check(SHIPPED);
  }

  @Test
  void theNotarysCoreAsksNothingOfItsSurroundings() {
    asksNothing("notary.core").check(SHIPPED);
    noClasses()
        .that()
        .resideInAPackage(within("notary.core"))
        .should()
        .dependOnClassesThat(impure())
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.file..")
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  @Test
  void theLedgerTakesNoLock() {
    assertThat(Repository.files(".java"))
        .filteredOn(file -> file.path().startsWith("ledger/src/main"))
        .allSatisfy(file -> assertThat(lockingLines(file)).as(file.path()).isEmpty());
  }

  @Test
  void theRulesSeeAnOffender() {
    String offenders = "testing.house.offence";

    assertThat(details(knowsOnlyValues(offenders)))
        .contains("java.util.Random")
        .contains("java.lang.Thread")
        .contains("com.tngtech.archunit");
    assertThat(details(asksNothing(offenders)))
        .contains("java.time.Instant.now()")
        .contains("java.lang.System.nanoTime()");
    assertThat(
            lockingLines(new Repository.TextFile("X.java", "private synchronized void drain() {")))
        .hasSize(1);
  }

  private static String details(ArchRule rule) {
    return String.join("\n", rule.evaluate(OFFENDERS).getFailureReport().getDetails());
  }

  private static List<String> lockingLines(Repository.TextFile file) {
    return file.lines().stream()
        .filter(line -> !line.strip().startsWith("//"))
        .filter(line -> LOCKING.matcher(line).find())
        .toList();
  }

  private static ArchRule knowsOnlyValues(String module) {
    return classes()
        .that()
        .resideInAPackage(within(module))
        .and()
        .areNotAssignableTo(SecureRandom.class)
        .should()
        .onlyDependOnClassesThat(values(module))
        .allowEmptyShould(true);
  }

  private static ArchRule asksNothing(String module) {
    return noClasses()
        .that()
        .resideInAPackage(within(module))
        .should()
        .accessTargetWhere(Ambient.CLOCK.or(Ambient.CHANCE).or(Ambient.TICKS))
        .orShould()
        .accessTargetWhere(
            describe(
                "System, other than copying arrays",
                access ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && !PURE_SYSTEM_METHODS.contains(access.getName())))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> values(String module) {
    return describe(
        "are values",
        javaClass -> {
          JavaClass type = javaClass.getBaseComponentType();
          return type.isPrimitive()
              || type.getPackageName().startsWith(OurClasses.ROOT + "." + module)
              || PURE_CLASSES.contains(type.getName())
              || (PURE_PACKAGES.contains(type.getPackageName()) && !impure().test(type));
        });
  }

  private static DescribedPredicate<JavaClass> impure() {
    return describe(
        "are the clock, chance, threads or the machine",
        javaClass -> IMPURE_CLASSES.matcher(javaClass.getBaseComponentType().getName()).matches());
  }
}

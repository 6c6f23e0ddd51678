package kz.digitaltenge.testing.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static kz.digitaltenge.testing.house.OurClasses.OFFENDERS;
import static kz.digitaltenge.testing.house.OurClasses.SHIPPED;
import static kz.digitaltenge.testing.house.OurClasses.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules that hold in every module; the name of a rule is the promise it keeps.
class HouseRulesTest {
  private static final String APP = within("app");

  /// A program of somebody else's, who starts from it.
  private static final String SAMPLE = within("samplebank");

  /// The only part of a vault that waits for time to pass, in front of the real database.
  private static final String APPEND_QUEUE = OurClasses.ROOT + ".node.vault.AppendQueue";

  private static final Map<String, ArchRule> RULES =
      Map.of(
          "the clock is a parameter: only app reads it",
          noClasses()
              .that()
              .resideOutsideOfPackages(APP, SAMPLE)
              .should()
              .accessTargetWhere(Ambient.CLOCK),
          "timeouts are measured at the borders only",
          noClasses()
              .that()
              .resideOutsideOfPackages(
                  APP, within("api.task"), within("api.stream"), within("notary.server"))
              .and()
              .doNotHaveFullyQualifiedName(APPEND_QUEUE)
              .should()
              .accessTargetWhere(Ambient.TICKS),
          "chance comes through Entropy, which app makes",
          noClasses()
              .that()
              .resideOutsideOfPackage(SAMPLE)
              .and(
                  describe(
                      "are no source of entropy of app",
                      type ->
                          !type.getPackageName().startsWith(OurClasses.ROOT + ".app")
                              || !type.isAssignableTo(OurClasses.ROOT + ".api.task.Entropy")))
              .should()
              .accessTargetWhere(Ambient.CHANCE),
          "only app speaks to the terminal",
          noClasses()
              .that()
              .resideOutsideOfPackages(APP, SAMPLE)
              .should()
              .accessTargetWhere(Ambient.CONSOLE),
          "no bare exception is thrown",
          noClasses().should().accessTargetWhere(Ambient.BARE_EXCEPTION),
          "names say what a thing is",
          noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper|Common|DTO|Dto)"),
          "a value is named, not got",
          noMethods().that(areOurOwn()).should().haveNameMatching("get[A-Z].*"),
          "no state is shared through static fields",
          fields().that(areWritten()).and().areStatic().should().beFinal());

  static Stream<String> rules() {
    return RULES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holdsInEveryModule(String rule) {
    ruleNamed(rule).check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void seesAnOffender(String rule) {
    assertThat(ruleNamed(rule).evaluate(OFFENDERS).hasViolation()).isTrue();
  }

  private static ArchRule ruleNamed(String name) {
    ArchRule rule = RULES.get(name);
    assertThat(rule).isNotNull();
    return rule.as(name).allowEmptyShould(true);
  }

  /// Methods that nobody else named: what a foreign supertype declares keeps its name.
  private static DescribedPredicate<JavaMethod> areOurOwn() {
    return describe(
        "are our own",
        method ->
            Stream.concat(
                    method.getOwner().getAllRawSuperclasses().stream(),
                    method.getOwner().getAllRawInterfaces().stream())
                .filter(type -> !isOurs(type))
                .flatMap(type -> type.getMethods().stream())
                .noneMatch(inherited -> inherited.getName().equals(method.getName())));
  }

  private static DescribedPredicate<JavaMember> areWritten() {
    return describe(
        "are written by hand", member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(OurClasses.ROOT);
  }
}

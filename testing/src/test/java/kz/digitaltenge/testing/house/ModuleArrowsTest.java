package kz.digitaltenge.testing.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static kz.digitaltenge.testing.house.OurClasses.OFFENDERS;
import static kz.digitaltenge.testing.house.OurClasses.SHIPPED;
import static kz.digitaltenge.testing.house.OurClasses.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `ledger <- api <- notary, node, trust <- centralbank, gateway, idcentre <- adapters, simulation
/// <- app`, `sdk <- samplebank`, and each library behind one module.
class ModuleArrowsTest {
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("ledger", Set.of()),
          entry("api", Set.of("ledger")),
          entry("trust", Set.of("ledger", "api")),
          entry("notary", Set.of("ledger", "api")),
          entry("notarytest", Set.of()),
          entry("nodetest", Set.of()),
          entry("apptest", Set.of()),
          entry("node", Set.of("ledger", "api")),
          entry("centralbank", Set.of("ledger", "api", "trust", "notary", "node")),
          entry("adapters.abs", Set.of("ledger", "api", "trust", "node", "centralbank")),
          entry("gateway", Set.of("ledger", "api", "trust")),
          entry("idcentre", Set.of("ledger", "api", "trust")),
          entry("sdk", Set.of()),
          entry("samplebank", Set.of("sdk")),
          entry("generatedclient", Set.of()),
          entry("simulation", Set.of("ledger", "api", "notary", "node", "centralbank")),
          entry("simulationtest", Set.of()),
          entry(
              "app",
              Set.of(
                  "ledger",
                  "api",
                  "trust",
                  "notary",
                  "node",
                  "centralbank",
                  "adapters.abs",
                  "gateway",
                  "idcentre",
                  "simulation")));

  private static final Map<List<String>, Set<String>> LIBRARY_HOMES =
      Map.of(
          List.of("io.grpc..", "com.google.protobuf.."), Set.of("api"),
          List.of("org.apache.ratis..", "org.rocksdb.."), Set.of("notary"),
          List.of(
                  "java.sql..",
                  "javax.sql..",
                  "org.postgresql..",
                  "com.zaxxer..",
                  "org.flywaydb.."),
              Set.of("node", "centralbank", "app"),
          List.of("org.bouncycastle..", "com.nimbusds.."), Set.of("trust"),
          List.of("com.prowidesoftware..", "jakarta.xml.."), Set.of("adapters.abs"),
          List.of("io.helidon.."), Set.of("gateway"),
          List.of("tools.jackson.."), Set.of("gateway", "sdk", "app"),
          List.of("picocli..", "me.tongfei..", "org.HdrHistogram.."), Set.of("app"),
          List.of("com.amazon.corretto..", "io.zonky.."), Set.of("app"));

  static Stream<String> modules() {
    return MAY_USE.keySet().stream().sorted();
  }

  static Stream<Map.Entry<List<String>, Set<String>>> libraries() {
    return LIBRARY_HOMES.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatLiesFurtherIn(String module) {
    usesOnly(module, MAY_USE.getOrDefault(module, Set.of())).check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsMetInItsHomeOnly(Map.Entry<List<String>, Set<String>> library) {
    metOnlyIn(library.getValue(), library.getKey()).check(SHIPPED);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(OurClasses.ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  @Test
  void everyModuleOfTheBuildIsNamedHere() {
    Set<String> built =
        Pattern.compile("<module>([\\w/]+)</module>")
            .matcher(Repository.file("pom.xml").text())
            .results()
            .map(found -> found.group(1).replace('/', '.'))
            .filter(module -> !module.equals("testing"))
            .collect(Collectors.toSet());

    assertThat(MAY_USE).containsOnlyKeys(built);
  }

  @Test
  void theRulesSeeAnOffender() {
    assertThat(
            metOnlyIn(Set.of("app"), List.of("com.tngtech.archunit.."))
                .evaluate(OFFENDERS)
                .getFailureReport()
                .getDetails())
        .isNotEmpty();
    assertThat(
            usesOnly("testing.house.offence", Set.of("api"))
                .evaluate(OFFENDERS)
                .getFailureReport()
                .getDetails())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("Amount");
  }

  private static ArchRule usesOnly(String module, Set<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(module), others.stream())
            .map(OurClasses::within)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(within(module))
        .should()
        .dependOnClassesThat(ours().and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> ours() {
    return resideInAPackage(OurClasses.ROOT + "..");
  }

  private static ArchRule metOnlyIn(Set<String> homes, List<String> library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes.stream().map(OurClasses::within).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library.toArray(String[]::new))
        .allowEmptyShould(true);
  }
}

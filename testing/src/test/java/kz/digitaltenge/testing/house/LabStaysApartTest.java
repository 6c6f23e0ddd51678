package kz.digitaltenge.testing.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static kz.digitaltenge.testing.house.OurClasses.ROOT;
import static kz.digitaltenge.testing.house.OurClasses.SHIPPED;
import static kz.digitaltenge.testing.house.OurClasses.within;

import org.junit.jupiter.api.Test;

/// No role that runs in production can cheat: what cheats is a command of its own.
class LabStaysApartTest {
  private static final String LAB = within("app.lab");

  @Test
  void nothingButTheListOfCommandsKnowsTheLab() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LAB)
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".app.Dt")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LAB)
        .check(SHIPPED);
  }
}

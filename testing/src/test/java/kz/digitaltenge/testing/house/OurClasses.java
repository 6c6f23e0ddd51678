package kz.digitaltenge.testing.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// The compiled classes that the rules judge.
final class OurClasses {
  static final String ROOT = "kz.digitaltenge";

  /// Everything we wrote and ship: tests and code generated from protobuf are left out.
  static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(OurClasses::isHandWritten)
          .importPackages(ROOT);

  static final JavaClasses OFFENDERS =
      new ClassFileImporter().importPackages(ROOT + ".testing.house.offence");

  private OurClasses() {}

  /// The package pattern of a module or package, its subpackages included: `ledger`, `notary.core`.
  static String within(String name) {
    return ROOT + "." + name + "..";
  }

  private static boolean isHandWritten(Location location) {
    return !location.contains("/kz/digitaltenge/api/wire/") && !location.contains("-tests.jar");
  }
}

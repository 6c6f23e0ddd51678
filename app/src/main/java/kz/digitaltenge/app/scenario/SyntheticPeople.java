package kz.digitaltenge.app.scenario;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import kz.digitaltenge.node.customer.Bin;
import kz.digitaltenge.node.customer.IdentityNumber.NotANumberException;
import kz.digitaltenge.node.customer.Iin;

/// Numbers of people and companies whom nobody has met: valid, random, so that a scenario can be
/// played again on the same network.
final class SyntheticPeople {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyMM");

  /// A woman born in the twentieth century.
  private static final String SEX_AND_CENTURY = "4";

  /// The head office of a company that is resident.
  private static final String KIND_AND_DIVISION = "40";

  private static final int SERIALS = 10_000;
  private static final int COMPANY_SERIALS = 100_000;
  private static final int PHONES = 10_000_000;

  private final RandomGenerator random;

  SyntheticPeople(RandomGenerator random) {
    this.random = random;
  }

  /// A person's number.
  String iin(LocalDate born) {
    return issued(
        serial -> born.format(DAY) + SEX_AND_CENTURY + "%04d".formatted(serial),
        SERIALS,
        text -> new Iin(text).value());
  }

  /// A company's number.
  String bin(LocalDate registered) {
    return issued(
        serial -> registered.format(MONTH) + KIND_AND_DIVISION + "%05d".formatted(serial),
        COMPANY_SERIALS,
        text -> new Bin(text).value());
  }

  String phone() {
    return "+7701%07d".formatted(random.nextInt(PHONES));
  }

  /// A number that the rules let pass; some serial numbers have no check digit.
  private String issued(
      Function<Integer, String> begun, int serials, Function<String, String> checked) {
    while (true) {
      String beginning = begun.apply(random.nextInt(serials));
      for (int digit = 0; digit <= 9; digit++) {
        try {
          return checked.apply(beginning + digit);
        } catch (NotANumberException _) {
          // Another digit is the right one, or none.
        }
      }
    }
  }
}

package kz.digitaltenge.app.scenario;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import kz.digitaltenge.node.customer.Bin;
import kz.digitaltenge.node.customer.IdentityNumber.NotANumberException;
import kz.digitaltenge.node.customer.Iin;

/// Numbers of people and companies whom nobody has met: valid, none given twice, and beginning
/// somewhere at random, so that a scenario can be played again on the same network.
///
/// Not for use by threads at once.
final class SyntheticPeople {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyMM");

  /// A woman born in the twentieth century.
  private static final String SEX_AND_CENTURY = "4";

  /// The head office of a company that is resident.
  private static final String KIND_AND_DIVISION = "40";

  private static final int SERIALS = 10_000;
  private static final int COMPANY_SERIALS = 100_000;

  /// Of one birthday, more than a scenario has; two that begin in different blocks do not meet.
  private static final int BLOCK = 8;

  private static final String OPERATORS = "700 701 702 705 706 707 708 747 771 775 776 777 778";
  private static final int PHONES = 10_000_000;

  private final RandomGenerator random;
  private final int firstSerial;
  private final Map<LocalDate, Integer> serials = new HashMap<>();
  private final List<String> operators = List.of(OPERATORS.split(" "));
  private int nextPhone;

  SyntheticPeople(RandomGenerator random) {
    this.random = random;
    this.firstSerial = random.nextInt(SERIALS / BLOCK) * BLOCK;
    this.nextPhone = random.nextInt(operators.size() * PHONES);
  }

  /// A person's number.
  String iin(LocalDate born) {
    return issued(
        serial -> born.format(DAY) + SEX_AND_CENTURY + "%04d".formatted(serial),
        () -> (firstSerial + serials.merge(born, 1, Integer::sum) - 1) % SERIALS,
        text -> new Iin(text).value());
  }

  /// A company's number.
  String bin(LocalDate registered) {
    return issued(
        serial -> registered.format(MONTH) + KIND_AND_DIVISION + "%05d".formatted(serial),
        () -> random.nextInt(COMPANY_SERIALS),
        text -> new Bin(text).value());
  }

  String phone() {
    int phone = nextPhone;
    nextPhone = (nextPhone + 1) % (operators.size() * PHONES);
    return "+7%s%07d".formatted(operators.get(phone / PHONES), phone % PHONES);
  }

  /// A number that the rules let pass; some serial numbers have no check digit.
  private String issued(
      IntFunction<String> begun, IntSupplier serial, Function<String, String> checked) {
    while (true) {
      String beginning = begun.apply(serial.getAsInt());
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

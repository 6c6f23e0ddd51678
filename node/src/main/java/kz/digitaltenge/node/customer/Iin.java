package kz.digitaltenge.node.customer;

import static kz.digitaltenge.node.customer.IdentityNumber.Digits.at;
import static kz.digitaltenge.node.customer.IdentityNumber.Digits.pair;
import static kz.digitaltenge.node.customer.IdentityNumber.Digits.refuseIf;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/// A person's individual identification number (ИИН, ЖСН): the day of birth, a digit for sex and
/// century, four of a serial, a check digit. Since 2013 the law promises no more that the day is
/// the holder's, so a number with another day is a person's all the same.
public record Iin(String value) implements IdentityNumber {
  private static final int DAY = 5;
  private static final int CENTURY = 7;

  /// Refuses anything but a number that could have been issued.
  public Iin {
    Digits.require(value);
    refuseIf(at(value, DAY) >= 4 && at(value, DAY) <= 6, Refusal.IS_BIN);
    Digits.requireCheckDigit(value);
    refuseIf(at(value, CENTURY) > 6, Refusal.KIND);
    refuseIf(!isDay(value), Refusal.DATE);
  }

  /// Whether the number tells this day of birth; one that tells no century tells any.
  public boolean tells(LocalDate born) {
    int century = century(value);
    return born.getYear() % 100 == pair(value, 1)
        && (century == 0 || born.getYear() / 100 == century)
        && born.getMonthValue() == pair(value, 3)
        && born.getDayOfMonth() == pair(value, DAY);
  }

  @Override
  public String toString() {
    return masked();
  }

  /// 18, 19 or 20; 0 for a foreign citizen, whose number tells none.
  private static int century(String value) {
    int digit = at(value, CENTURY);
    return digit == 0 ? 0 : 17 + (digit + 1) / 2;
  }

  private static boolean isDay(String value) {
    int month = pair(value, 3);
    int day = pair(value, DAY);
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    int century = century(value);
    // Without a century a leap day may have been one.
    int year = 100 * (century == 0 ? 20 : century) + pair(value, 1);
    return day <= MonthDay.of(month, 1).getMonth().length(Year.isLeap(year));
  }
}

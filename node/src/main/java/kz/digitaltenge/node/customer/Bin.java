package kz.digitaltenge.node.customer;

import static kz.digitaltenge.node.customer.IdentityNumber.Digits.at;
import static kz.digitaltenge.node.customer.IdentityNumber.Digits.pair;
import static kz.digitaltenge.node.customer.IdentityNumber.Digits.refuseIf;

import java.time.LocalDate;

/// A company's business identification number (БИН, БСН): the month of registration, the kind of
/// holder, head office or branch, five digits of a serial, a check digit.
public record Bin(String value) implements IdentityNumber {
  private static final int KIND = 5;
  private static final int DIVISION = 6;

  /// Refuses anything but a number that could have been issued.
  public Bin {
    Digits.require(value);
    refuseIf(at(value, KIND) < 4, Refusal.IS_IIN);
    refuseIf(at(value, KIND) > 6, Refusal.KIND);
    refuseIf(at(value, DIVISION) > 3, Refusal.DIVISION);
    Digits.requireCheckDigit(value);
    refuseIf(pair(value, 3) < 1 || pair(value, 3) > 12, Refusal.DATE);
  }

  /// Whether the number tells the month of this day of registration.
  public boolean tells(LocalDate registered) {
    return registered.getYear() % 100 == pair(value, 1)
        && registered.getMonthValue() == pair(value, 3);
  }

  @Override
  public String toString() {
    return masked();
  }
}

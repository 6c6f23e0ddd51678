package kz.digitaltenge.node.customer;

import java.util.regex.Pattern;

/// The twelve digits that a person ([Iin]) or a company ([Bin]) is known by in Kazakhstan. Shown
/// masked everywhere but where the whole number is asked for by name.
public sealed interface IdentityNumber permits Iin, Bin {
  /// Digits of a number.
  int LENGTH = 12;

  /// The whole number: personal data.
  String value();

  /// The number with all but its last four digits hidden.
  default String masked() {
    return "*".repeat(LENGTH - 4) + value().substring(LENGTH - 4);
  }

  /// Which rule a text breaks.
  enum Refusal {
    /// Not twelve characters.
    LENGTH,
    /// Something else than the digits 0 to 9; look-alike letters and foreign digits end here.
    CHARSET,
    /// Twelve zeros, which the arithmetic would let pass.
    ALL_ZERO,
    /// A company's number where a person's is asked for.
    IS_BIN,
    /// A person's number where a company's is asked for.
    IS_IIN,
    /// Both rows of weights give ten: such a number is never issued.
    NOT_ISSUABLE,
    CHECK_DIGIT,
    /// No such day, or no such month.
    DATE,
    /// The digit that tells what kind of holder it is, tells none.
    KIND,
    /// The digit that tells head office from branch, tells neither.
    DIVISION
  }

  /// Thrown by the constructors.
  final class NotANumberException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;

    NotANumberException(Refusal refusal) {
      super("Not an identity number: " + refusal);
      this.refusal = refusal;
    }

    /// Which rule the text breaks.
    public Refusal refusal() {
      return refusal;
    }
  }

  /// The rules that both kinds share.
  final class Digits {
    private static final Pattern ALL = Pattern.compile("[0-9]*");

    /// How far the second row of weights is turned against the first.
    private static final int TURN = 2;

    private static final int WEIGHTS = LENGTH - 1;
    private static final int MODULUS = 11;

    private Digits() {}

    static void require(String value) {
      refuseIf(!ALL.matcher(value).matches(), Refusal.CHARSET);
      refuseIf(value.length() != LENGTH, Refusal.LENGTH);
      refuseIf(value.chars().allMatch(digit -> digit == '0'), Refusal.ALL_ZERO);
    }

    static void requireCheckDigit(String value) {
      int check = weighted(value, 0);
      if (check == MODULUS - 1) {
        check = weighted(value, TURN);
      }
      refuseIf(check == MODULUS - 1, Refusal.NOT_ISSUABLE);
      refuseIf(check != at(value, LENGTH), Refusal.CHECK_DIGIT);
    }

    static void refuseIf(boolean broken, Refusal refusal) {
      if (broken) {
        throw new NotANumberException(refusal);
      }
    }

    /// @param place counted from 1
    static int at(String value, int place) {
      return value.charAt(place - 1) - '0';
    }

    /// The number that two digits make.
    static int pair(String value, int place) {
      return 10 * at(value, place) + at(value, place + 1);
    }

    private static int weighted(String value, int turn) {
      int sum = 0;
      for (int i = 0; i < WEIGHTS; i++) {
        sum += (1 + (i + turn) % WEIGHTS) * at(value, i + 1);
      }
      return sum % MODULUS;
    }
  }
}

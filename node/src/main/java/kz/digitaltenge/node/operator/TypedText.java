package kz.digitaltenge.node.operator;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.TypedAmount;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;

/// Reads what people typed, and says in the words of the error catalogue what is wrong with it.
/// Everything here throws [PlatformException].
public final class TypedText {
  private TypedText() {}

  /// Decimal tenge, more than zero.
  public static Amount amount(String text) {
    return TypedAmount.of(text);
  }

  /// What payers may see of a customer: one line.
  public static String name(String text) {
    String name = text.strip();
    if (name.isEmpty() || name.length() > Account.NAME_LENGTH_MAX) {
      throw malformed(
          "name",
          "it has %d characters and not 1 to %d".formatted(name.length(), Account.NAME_LENGTH_MAX));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw malformed("name", "it has a control character, such as the end of a line");
    }
    return name;
  }

  public static AccountId account(String field, String text) {
    try {
      return new AccountId(text.strip());
    } catch (AccountId.NotAnAccountNumberException e) {
      throw malformed(field, "\"" + text.strip() + "\" is not an account number (" + why(e) + ")");
    }
  }

  public static PaymentId payment(String text) {
    try {
      return new PaymentId(text);
    } catch (IllegalArgumentException _) {
      throw malformed(
          "payment", "\"" + text + "\" is not 1 to 64 characters out of A-Z a-z 0-9 . _ : -");
    }
  }

  /// The one asset that the network knows under this code.
  public static Asset asset(String code, NetworkParameters parameters) {
    return parameters.assets().stream()
        .map(AssetTerms::asset)
        .filter(asset -> asset.code().equals(code.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.WRONG_CURRENCY,
                        "currency",
                        code.isBlank() ? "\"\"" : code.strip(),
                        "expected",
                        parameters.assets().getFirst().asset().code())
                    .exception());
  }

  /// What is read of a text; nothing of an empty one.
  public static <T> Optional<T> given(String text, Function<String, T> reading) {
    return text.isEmpty() ? Optional.empty() : Optional.of(reading.apply(text));
  }

  /// The value of this name.
  public static <T extends Enum<T>> T oneOf(String field, String text, T[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(() -> malformed(field, "it is none of " + Arrays.toString(values)));
  }

  /// How many lines of a list are asked for.
  public static void requireLimit(int limit) {
    if (limit < 1 || limit > ListPart.LINES_MAX) {
      throw malformed("limit", "it is not within 1 and " + ListPart.LINES_MAX);
    }
  }

  public static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }

  private static String why(AccountId.NotAnAccountNumberException e) {
    return switch (e.refusal()) {
      case LENGTH -> "it does not have twenty characters";
      case COUNTRY -> "it does not begin with KZ";
      case CHARSET -> "it has a character that does not belong there";
      case CHECK_DIGITS -> "its check digits are wrong";
    };
  }
}

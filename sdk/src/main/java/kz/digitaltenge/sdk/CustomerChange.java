package kz.digitaltenge.sdk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// That a customer's file was changed, and why.
///
/// @param before empty when there was none
/// @param evidence where the signed request is kept at the gateway
public record CustomerChange(
    Kind kind, Optional<String> before, String after, String reason, Instant at, String evidence) {
  /// Which member of the file.
  public enum Kind {
    PHONE,
    NAME,
    LIMITS,
    SERVING
  }

  /// Which of the customer's banks payers are sent to.
  public enum Serving {
    IN_LINE,
    OTHERS_FIRST
  }

  /// A change that is wished for.
  ///
  /// @param reason in the bank's words
  /// @param members of the file as they shall be
  public record Wish(String reason, Map<String, String> members) {
    public Wish {
      members = Map.copyOf(members);
    }

    /// Another phone.
    public static Wish phone(String reason, String phone) {
      return new Wish(reason, Map.of("phone", phone));
    }

    /// Another name of a person.
    ///
    /// @param patronymic empty for none
    public static Wish name(String reason, String familyName, String givenName, String patronymic) {
      return new Wish(
          reason,
          Map.of("familyName", familyName, "givenName", givenName, "patronymic", patronymic));
    }

    /// Another name of a company.
    public static Wish name(String reason, String name) {
      return new Wish(reason, Map.of("name", name));
    }

    /// Another class of limits.
    public static Wish limits(String reason, Customer.LimitClass limits) {
      return new Wish(reason, Map.of("limits", limits.name()));
    }

    /// Another place among the customer's banks.
    public static Wish serving(String reason, Serving serving) {
      return new Wish(reason, Map.of("serving", serving.name()));
    }

    /// Without what it says.
    @Override
    public String toString() {
      return "Wish[" + reason + "]";
    }
  }

  /// Without what it was and is.
  @Override
  public String toString() {
    return "CustomerChange[" + kind + "]";
  }
}

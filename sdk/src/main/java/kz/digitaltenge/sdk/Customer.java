package kz.digitaltenge.sdk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A person or a company whom the bank serves, with one account.
///
/// @param shownName as payers see it; empty when it is hidden
/// @param account its number
/// @param evidence where the signed request is kept at the gateway
/// @param warnings what the bank is to look at, such as `BIRTH_DATE_DIFFERS`
public record Customer(
    String reference,
    Kind kind,
    Optional<String> iin,
    Optional<String> bin,
    Optional<LocalDate> birthDate,
    Optional<LocalDate> registrationDate,
    String name,
    String shownName,
    Disclosure disclosure,
    LimitClass limits,
    String account,
    Account.State state,
    Instant openedAt,
    String evidence,
    List<String> warnings,
    Optional<String> phone,
    Optional<String> activity) {
  public Customer {
    warnings = List.copyOf(warnings);
  }

  public enum Kind {
    PERSON,
    COMPANY
  }

  /// How much of the name payers see.
  public enum Disclosure {
    HIDDEN,
    MASKED,
    FULL
  }

  /// `FULL` has no limits.
  public enum LimitClass {
    FULL,
    SIMPLIFIED
  }

  /// What is common to all who are opened.
  ///
  /// @param reference the customer as the bank knows it, 1 to 64 of `A-Za-z0-9._:-`
  public record Terms(String reference, LimitClass limits, Disclosure disclosure) {
    /// Without limits, and with a masked name.
    public static Terms standard(String reference) {
      return new Terms(reference, LimitClass.FULL, Disclosure.MASKED);
    }
  }

  /// A natural person.
  ///
  /// @param phone `+77` and nine digits
  /// @param patronymic empty for none
  public record Person(
      Terms terms,
      String iin,
      String phone,
      LocalDate birthDate,
      String familyName,
      String givenName,
      String patronymic) {}

  /// A legal entity.
  ///
  /// @param phone empty for none
  /// @param activity code of the main activity, five digits
  public record Company(
      Terms terms,
      String bin,
      String phone,
      LocalDate registrationDate,
      String name,
      String activity) {}
}

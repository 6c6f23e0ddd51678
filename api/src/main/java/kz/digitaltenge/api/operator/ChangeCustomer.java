package kz.digitaltenge.api.operator;

import java.util.Optional;

/// A wish to change a customer's file, as typed; what is left out stays.
///
/// @param reason in the bank's words
/// @param limits the class of limits
/// @param serving whether this bank is named to payers before the customer's other banks
public record ChangeCustomer(
    String reference,
    String reason,
    Optional<String> phone,
    Name name,
    Optional<String> limits,
    Optional<String> serving) {

  /// Parts of a name: of a person the first three, of a company the last.
  public record Name(
      Optional<String> familyName,
      Optional<String> givenName,
      Optional<String> patronymic,
      Optional<String> company) {
    public static final Name SAME =
        new Name(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
      return "Name[]";
    }
  }

  /// Without phone and name.
  @Override
  public String toString() {
    return "ChangeCustomer[" + reference + "]";
  }
}

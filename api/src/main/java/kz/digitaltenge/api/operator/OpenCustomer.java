package kz.digitaltenge.api.operator;

/// A wish to become a customer, as typed: every member is a text, empty when it was left out.
public sealed interface OpenCustomer {
  Terms terms();

  /// What both kinds of customers have.
  ///
  /// @param reference the customer as the bank's programs know it
  /// @param limits the class of limits
  /// @param disclosure how much of the name payers see
  record Terms(String reference, String phone, String limits, String disclosure) {
    /// Without the phone.
    @Override
    public String toString() {
      return "Terms[" + reference + "]";
    }
  }

  /// An individual.
  record Person(
      Terms terms,
      String iin,
      String birthDate,
      String familyName,
      String givenName,
      String patronymic)
      implements OpenCustomer {
    @Override
    public String toString() {
      return "Person[" + terms + "]";
    }
  }

  /// A legal entity.
  ///
  /// @param activity the code of its main activity
  record Company(Terms terms, String bin, String registrationDate, String name, String activity)
      implements OpenCustomer {
    @Override
    public String toString() {
      return "Company[" + terms + "]";
    }
  }
}

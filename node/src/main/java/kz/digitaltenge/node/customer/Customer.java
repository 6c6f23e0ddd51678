package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A customer of the bank as its file has them.
public sealed interface Customer {
  File file();

  /// The same with another file.
  Customer with(File other);

  IdentityNumber number();

  String fullName();

  String maskedName();

  /// What does not fit together and is no reason to refuse: for the bank's people to look at.
  List<Warning> warnings();

  /// What both kinds of customers have.
  ///
  /// @param reference the customer as the bank's programs know it, also the account's reference
  /// @param disclosure unless the customer chose otherwise for a payment
  /// @param serving which of the customer's banks payers are sent to
  /// @param evidence where the signed request that opened it is kept
  record File(
      String reference,
      Optional<Phone> phone,
      ClientClass limits,
      Disclosure disclosure,
      Serving serving,
      Instant openedAt,
      long evidence) {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public File {
      if (!REFERENCE.matcher(reference).matches()) {
        throw new IllegalArgumentException("Not a reference");
      }
    }

    File with(Optional<Phone> other) {
      return new File(reference, other, limits, disclosure, serving, openedAt, evidence);
    }

    File with(ClientClass other) {
      return new File(reference, phone, other, disclosure, serving, openedAt, evidence);
    }

    File with(Serving other) {
      return new File(reference, phone, limits, disclosure, other, openedAt, evidence);
    }
  }

  /// What to look at.
  enum Warning {
    /// The IIN tells another day of birth; the law allows that since 2013.
    BIRTH_DATE_DIFFERS,
    /// The BIN tells another month of registration.
    REGISTRATION_DIFFERS
  }

  /// An individual (P5); an individual entrepreneur is one too.
  ///
  /// @param patronymic empty for who has none
  record Person(
      File file, Iin iin, LocalDate born, String familyName, String givenName, String patronymic)
      implements Customer {
    @Override
    public Person with(File other) {
      return new Person(other, iin, born, familyName, givenName, patronymic);
    }

    @Override
    public IdentityNumber number() {
      return iin;
    }

    @Override
    public String fullName() {
      return String.join(
          " ",
          Stream.of(givenName, patronymic, familyName).filter(part -> !part.isEmpty()).toList());
    }

    @Override
    public String maskedName() {
      return givenName + " " + Character.toString(familyName.codePointAt(0)) + ".";
    }

    @Override
    public List<Warning> warnings() {
      return iin.tells(born) ? List.of() : List.of(Warning.BIRTH_DATE_DIFFERS);
    }

    /// Without anything personal.
    @Override
    public String toString() {
      return "Person[" + file.reference() + "]";
    }
  }

  /// A legal entity (P4).
  ///
  /// @param activity the five digits of its main activity in the national classifier
  record Company(File file, Bin bin, LocalDate registered, String name, String activity)
      implements Customer {
    private static final Pattern ACTIVITY = Pattern.compile("[0-9]{5}");

    public Company {
      if (!ACTIVITY.matcher(activity).matches()) {
        throw new IllegalArgumentException("Not an activity code");
      }
    }

    @Override
    public Company with(File other) {
      return new Company(other, bin, registered, name, activity);
    }

    @Override
    public IdentityNumber number() {
      return bin;
    }

    @Override
    public String fullName() {
      return name;
    }

    @Override
    public String maskedName() {
      return name;
    }

    @Override
    public List<Warning> warnings() {
      return bin.tells(registered) ? List.of() : List.of(Warning.REGISTRATION_DIFFERS);
    }

    @Override
    public String toString() {
      return "Company[" + file.reference() + "]";
    }
  }
}

package kz.digitaltenge.node.customer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.node.operator.TypedText;

/// Reads what people typed about a customer, and says in the words of the error catalogue what is
/// wrong with it, without repeating numbers and names. Everything here throws
/// [kz.digitaltenge.api.error.PlatformException].
public final class TypedCustomer {
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final LocalDate DAY_MIN = LocalDate.of(1880, 1, 1);
  private static final int REASON_LENGTH_MAX = 200;
  private static final int ORDER_LENGTH_MAX = 64;

  private TypedCustomer() {}

  static Customer of(OpenCustomer request, Instant now, long evidence) {
    Customer.File file = file(request.terms(), now, evidence);
    LocalDate today = LocalDate.ofInstant(now, LimitTable.ZONE);
    return switch (request) {
      case OpenCustomer.Person person -> {
        if (file.phone().isEmpty()) {
          throw TypedText.malformed("phone", "it is missing");
        }
        yield new Customer.Person(
            file,
            number("iin", person.iin(), Iin::new),
            day("birthDate", person.birthDate(), today),
            name("familyName", person.familyName()),
            name("givenName", person.givenName()),
            person.patronymic().isBlank() ? "" : name("patronymic", person.patronymic()));
      }
      case OpenCustomer.Company company ->
          new Customer.Company(
              file,
              number("bin", company.bin(), Bin::new),
              day("registrationDate", company.registrationDate(), today),
              name("name", company.name()),
              activity(company.activity()));
    };
  }

  /// Which customers are looked for.
  static CustomerBook.Wanted wanted(CustomerSearch search) {
    return new CustomerBook.Wanted(
        TypedText.given(
            search.kind(), text -> TypedText.oneOf("kind", text, CustomerBook.Kind.values())),
        TypedText.given(
            search.limits(), text -> TypedText.oneOf("limits", text, ClientClass.values())),
        TypedText.given(
            search.state(), text -> TypedText.oneOf("state", text, AccountState.values())),
        TypedText.given(search.reference(), Function.identity()));
  }

  /// Whether a customer is what a later request asks for; how much of the name is shown may have
  /// changed since.
  static boolean isSame(Customer known, Customer wish) {
    return switch (wish) {
      case Customer.Person(var file, var iin, var born, var family, var given, var patronymic) ->
          known.equals(
              new Customer.Person(kept(known, file), iin, born, family, given, patronymic));
      case Customer.Company(var file, var bin, var registered, var name, var activity) ->
          known.equals(new Customer.Company(kept(known, file), bin, registered, name, activity));
    };
  }

  /// A customer as a wish would have it.
  static Customer changed(Customer now, ChangeCustomer wish) {
    Customer.File file = now.file();
    if (wish.phone().isPresent()) {
      file = file.with(wish.phone().map(TypedCustomer::phone));
    }
    if (wish.limits().isPresent()) {
      file = file.with(TypedText.oneOf("limits", wish.limits().get(), ClientClass.values()));
    }
    if (wish.serving().isPresent()) {
      file = file.with(TypedText.oneOf("serving", wish.serving().get(), Serving.values()));
    }
    return named(now.with(file), wish.name());
  }

  private static Customer named(Customer now, ChangeCustomer.Name wish) {
    return switch (now) {
      case Customer.Person(var file, var iin, var born, var family, var given, var patronymic) -> {
        requireAbsent("name", wish.company());
        yield new Customer.Person(
            file,
            iin,
            born,
            wish.familyName().map(text -> name("familyName", text)).orElse(family),
            wish.givenName().map(text -> name("givenName", text)).orElse(given),
            // An empty one takes it away.
            wish.patronymic().map(text -> line("patronymic", text, 0, 140)).orElse(patronymic));
      }
      case Customer.Company(var file, var bin, var registered, var name, var activity) -> {
        requireAbsent("familyName", wish.familyName());
        requireAbsent("givenName", wish.givenName());
        requireAbsent("patronymic", wish.patronymic());
        yield new Customer.Company(
            file,
            bin,
            registered,
            wish.company().map(text -> name("name", text)).orElse(name),
            activity);
      }
    };
  }

  private static void requireAbsent(String field, Optional<String> typed) {
    if (typed.isPresent()) {
      throw TypedText.malformed(field, "a customer of this kind has none");
    }
  }

  /// The one thing that was typed.
  public static Alias alias(PayeeAlias typed) {
    long given =
        Stream.of(typed.phone(), typed.iin(), typed.bin()).filter(text -> !text.isEmpty()).count();
    if (given != 1) {
      throw TypedText.malformed("payee", "give one of phone, iin and bin");
    }
    if (!typed.phone().isEmpty()) {
      return new Alias(Alias.Kind.PHONE, phone(typed.phone()).value());
    }
    return typed.iin().isEmpty()
        ? new Alias(Alias.Kind.BIN, number("bin", typed.bin(), Bin::new).value())
        : new Alias(Alias.Kind.IIN, number("iin", typed.iin(), Iin::new).value());
  }

  static Disclosure disclosure(String text) {
    return TypedText.oneOf("disclosure", text, Disclosure.values());
  }

  static AccountState state(String text) {
    return TypedText.oneOf("state", text, AccountState.values());
  }

  static String reason(String text) {
    return line("reason", text, 1, REASON_LENGTH_MAX);
  }

  static String order(String text) {
    return line("order", text, 0, ORDER_LENGTH_MAX);
  }

  static Phone phone(String text) {
    try {
      return new Phone(text);
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed("phone", "it is not +77 and nine digits");
    }
  }

  static <T> T number(String field, String text, Function<String, T> make) {
    try {
      return make.apply(text);
    } catch (IdentityNumber.NotANumberException e) {
      throw Problem.of(ErrorCode.IDENTITY_NUMBER_REFUSED, "field", field, "rule", e.refusal())
          .exception();
    }
  }

  private static Customer.File file(OpenCustomer.Terms terms, Instant now, long evidence) {
    Optional<Phone> phone =
        terms.phone().isEmpty() ? Optional.empty() : Optional.of(phone(terms.phone()));
    ClientClass limits = TypedText.oneOf("limits", terms.limits(), ClientClass.values());
    Disclosure disclosure = disclosure(terms.disclosure());
    try {
      return new Customer.File(
          terms.reference(), phone, limits, disclosure, Serving.IN_LINE, now, evidence);
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed("reference", "it is not 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
  }

  /// The wish's, as it would be if it had come when the known one came.
  private static Customer.File kept(Customer known, Customer.File wish) {
    Customer.File file = known.file();
    return new Customer.File(
        wish.reference(),
        wish.phone(),
        wish.limits(),
        file.disclosure(),
        file.serving(),
        file.openedAt(),
        file.evidence());
  }

  private static LocalDate day(String field, String text, LocalDate today) {
    LocalDate day;
    try {
      if (!DAY.matcher(text).matches()) {
        throw TypedText.malformed(field, "it is not a day such as 1985-02-14");
      }
      day = LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw TypedText.malformed(field, "there is no such day");
    }
    if (day.isAfter(today) || day.isBefore(DAY_MIN)) {
      throw TypedText.malformed(field, "it is not within " + DAY_MIN + " and today");
    }
    return day;
  }

  private static String activity(String text) {
    if (!Pattern.matches("[0-9]{5}", text)) {
      throw TypedText.malformed("activity", "it is not five digits");
    }
    return text;
  }

  private static String name(String field, String text) {
    return line(field, text, 1, 140);
  }

  private static String line(String field, String text, int least, int most) {
    String line = text.strip();
    if (line.length() < least || line.length() > most) {
      throw TypedText.malformed(
          field, "it has %d characters and not %d to %d".formatted(line.length(), least, most));
    }
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw TypedText.malformed(field, "it has a control character, such as the end of a line");
    }
    return line;
  }
}

package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// That a member of a customer's file was changed, and why.
///
/// @param before as text, of a person's name the parts; empty when there was none
/// @param reason in the bank's words
/// @param evidence where the signed request is kept
public record CustomerChange(
    String reference,
    Kind kind,
    String before,
    String after,
    String reason,
    Instant at,
    long evidence) {
  /// Stands between the parts of a person's name.
  private static final String BETWEEN = "\u001f";

  /// Which member.
  public enum Kind {
    PHONE,
    NAME,
    LIMITS,
    SERVING
  }

  /// A change with its place among all.
  public record Kept(long seq, CustomerChange change) {}

  /// What makes one file of another.
  static List<CustomerChange> between(
      Customer before, Customer after, String reason, Instant at, long evidence) {
    var changes = new ArrayList<CustomerChange>();
    for (Kind kind : Kind.values()) {
      String was = text(before, kind);
      String is = text(after, kind);
      if (!was.equals(is)) {
        changes.add(
            new CustomerChange(before.file().reference(), kind, was, is, reason, at, evidence));
      }
    }
    return changes;
  }

  /// The file as it was before the first of some changes.
  ///
  /// @param changes oldest first
  static Customer opened(Customer now, List<Kept> changes) {
    Customer then = now;
    for (Kept each : changes.reversed()) {
      then = each.change().undone(then);
    }
    return then;
  }

  /// A text of a change as people read it.
  static String shown(String text) {
    String[] parts = text.split(BETWEEN, -1);
    return parts.length == 3
        ? String.join(" ", parts[1], parts[2], parts[0]).replaceAll(" {2,}", " ")
        : text;
  }

  private static String text(Customer customer, Kind kind) {
    Customer.File file = customer.file();
    return switch (kind) {
      case PHONE -> file.phone().map(Phone::value).orElse("");
      case NAME ->
          switch (customer) {
            case Customer.Person person ->
                String.join(BETWEEN, person.familyName(), person.givenName(), person.patronymic());
            case Customer.Company company -> company.name();
          };
      case LIMITS -> file.limits().name();
      case SERVING -> file.serving().name();
    };
  }

  private Customer undone(Customer now) {
    Customer.File file = now.file();
    return switch (kind) {
      case PHONE ->
          now.with(file.with(before.isEmpty() ? Optional.empty() : Optional.of(new Phone(before))));
      case NAME -> named(now);
      case LIMITS -> now.with(file.with(ClientClass.valueOf(before)));
      case SERVING -> now.with(file.with(Serving.valueOf(before)));
    };
  }

  private Customer named(Customer now) {
    return switch (now) {
      case Customer.Person person -> {
        String[] parts = before.split(BETWEEN, -1);
        yield new Customer.Person(
            person.file(), person.iin(), person.born(), parts[0], parts[1], parts[2]);
      }
      case Customer.Company(var file, var bin, var registered, _, var activity) ->
          new Customer.Company(file, bin, registered, before, activity);
    };
  }

  /// Without what it was and is.
  @Override
  public String toString() {
    return "CustomerChange[" + reference + ", " + kind + "]";
  }
}

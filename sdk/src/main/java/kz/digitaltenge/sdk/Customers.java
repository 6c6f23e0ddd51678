package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Customers of the bank. The same customer opened again is the same customer.
public final class Customers {
  private static final String ALL = "/v1/customers";
  private static final String ONE = "/v1/customers/{id}";

  private final Caller caller;

  Customers(Caller caller) {
    this.caller = caller;
  }

  public Customer open(Customer.Person person) {
    return opened(
        person.terms(),
        Json.object(
            "kind", "PERSON",
            "iin", person.iin(),
            "phone", person.phone(),
            "birthDate", person.birthDate().toString(),
            "familyName", person.familyName(),
            "givenName", person.givenName(),
            "patronymic", unlessEmpty(person.patronymic())));
  }

  public Customer open(Customer.Company company) {
    return opened(
        company.terms(),
        Json.object(
            "kind", "COMPANY",
            "bin", company.bin(),
            "phone", unlessEmpty(company.phone()),
            "registrationDate", company.registrationDate().toString(),
            "name", company.name(),
            "activity", company.activity()));
  }

  private Customer opened(Customer.Terms terms, Map<String, Object> wish) {
    wish.put("reference", terms.reference());
    wish.put("limits", terms.limits().name());
    wish.put("disclosure", terms.disclosure().name());
    return caller.ask(Call.same(Target.of(ALL), wish), Customer.class);
  }

  public Customer customer(String reference) {
    return caller.ask(Call.get(Target.of(ONE, reference)), Customer.class);
  }

  /// All of them, by reference.
  public Paged<Customer> all() {
    return all(CustomerFilter.ALL);
  }

  /// Those that are looked for.
  public Paged<Customer> all(CustomerFilter filter) {
    Target target = filter.on(Target.of(ALL));
    return new Paged<>(
        after -> {
          var page = caller.ask(Call.get(target.with("after", after)), CustomersPage.class);
          return new Paged.Page<>(page.customers(), page.next());
        });
  }

  record CustomersPage(List<Customer> customers, Optional<String> next) {}

  /// The bank's limits of classes of customers, past and to come; `FULL` has none.
  public List<ClassLimit> limits() {
    return caller.ask(Call.get(Target.of("/v1/limits")), LimitsPage.class).limits();
  }

  record LimitsPage(List<ClassLimit> limits) {}

  /// Changes how much of the name payers see from now on.
  public Customer disclose(String reference, Customer.Disclosure disclosure) {
    return disclosed(reference, Json.object("disclosure", disclosure.name()));
  }

  /// Changes it for one payment, by its id at the payer's bank.
  public Customer disclose(String reference, Customer.Disclosure disclosure, String payment) {
    return disclosed(reference, Json.object("disclosure", disclosure.name(), "payment", payment));
  }

  /// Changes a customer's file; the same change again is no change.
  public Customer change(String reference, CustomerChange.Wish wish) {
    Map<String, Object> body = Json.object("reason", wish.reason());
    body.putAll(wish.members());
    return caller.ask(Call.same(Target.of(ONE + "/changes", reference), body), Customer.class);
  }

  /// How a customer's file was changed, oldest first.
  public Paged<CustomerChange> changes(String reference) {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of(ONE + "/changes", reference).with("after", after)),
                  ChangesPage.class);
          return new Paged.Page<>(page.changes(), page.next());
        });
  }

  record ChangesPage(List<CustomerChange> changes, Optional<String> next) {}

  private Customer disclosed(String reference, Map<String, Object> wish) {
    return caller.ask(Call.same(Target.of(ONE + "/disclosure", reference), wish), Customer.class);
  }

  private static Optional<String> unlessEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

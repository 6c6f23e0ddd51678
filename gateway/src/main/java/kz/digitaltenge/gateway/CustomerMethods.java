package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.ChangeLine;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.CustomerPart;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.gateway.Routes.Route;

/// The bank's customers (S01, S02). Numbers of people and companies are in bodies only, never in
/// paths: what is kept of a request has its path.
final class CustomerMethods {
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final Set<String> COMMON =
      Set.of("kind", "reference", "phone", "limits", "disclosure");
  private static final Set<String> CHANGE =
      Set.of(
          "reason", "phone", "familyName", "givenName", "patronymic", "name", "limits", "serving");
  private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Set<String> PERSON =
      with(COMMON, "iin", "birthDate", "familyName", "givenName", "patronymic");
  private static final Set<String> COMPANY =
      with(COMMON, "bin", "registrationDate", "name", "activity");

  private final String bank;
  private final Supplier<CustomerOperations> customers;

  CustomerMethods(String bank, Supplier<CustomerOperations> customers) {
    this.bank = bank;
    this.customers = customers;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/customers", this::open),
        new Route("GET", "/v1/customers", this::list),
        new Route("GET", "/v1/customers/{id}", this::one),
        new Route("POST", "/v1/customers/{id}/disclosure", this::disclose, "/v1/customers/{id}"),
        new Route("POST", "/v1/customers/{id}/changes", this::change, "/v1/customers/{id}"),
        new Route("GET", "/v1/customers/{id}/changes", this::changes));
  }

  private Reply open(Call call) {
    if (!call.isOwn()) {
      throw Admission.refused(call, "customers of " + bank);
    }
    return new Reply.Done(
        Reply.CREATED, shown(customers.get().openCustomer(wish(call), call.evidence())));
  }

  private static OpenCustomer wish(Call call) {
    String kind = BodyFields.of(call, with(PERSON, COMPANY.toArray(String[]::new))).text("kind");
    return switch (kind) {
      case "PERSON" -> {
        var fields = BodyFields.of(call, PERSON);
        yield new OpenCustomer.Person(
            terms(fields),
            fields.text("iin"),
            fields.text("birthDate"),
            fields.text("familyName"),
            fields.text("givenName"),
            fields.optional("patronymic").orElse(""));
      }
      case "COMPANY" -> {
        var fields = BodyFields.of(call, COMPANY);
        yield new OpenCustomer.Company(
            terms(fields),
            fields.text("bin"),
            fields.text("registrationDate"),
            fields.text("name"),
            fields.text("activity"));
      }
      default -> throw Malformed.field("\"kind\"", "it is neither PERSON nor COMPANY");
    };
  }

  private static OpenCustomer.Terms terms(BodyFields fields) {
    return new OpenCustomer.Terms(
        fields.text("reference"),
        fields.optional("phone").orElse(""),
        fields.optional("limits").orElse("FULL"),
        fields.optional("disclosure").orElse("MASKED"));
  }

  private Reply list(Call call) {
    var query =
        QueryFields.of(call.query(), Set.of(AFTER, LIMIT, "kind", "limits", "state", "reference"));
    int limit = query.limit();
    var search =
        new CustomerSearch(
            query.value("kind").orElse(""),
            query.value("limits").orElse(""),
            query.value("state").orElse(""),
            query.value("reference").orElse(""));
    CustomerPart part =
        call.isOwn()
            ? customers.get().customers(search, query.value(AFTER).orElse(""), limit)
            : new CustomerPart(List.of(), Optional.empty());
    Map<String, Object> page =
        Json.object("customers", part.lines().stream().map(CustomerMethods::shown).toList());
    part.next().ifPresent(next -> page.put("next", next));
    return new Reply.Done(Reply.OK, page);
  }

  private Reply one(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(Reply.OK, shown(customers.get().customer(call.id())));
  }

  private Reply disclose(Call call) {
    var fields = BodyFields.of(call, Set.of("disclosure", "payment"));
    String disclosure = fields.text("disclosure");
    String payment = fields.optional("payment").orElse("");
    requireOwn(call);
    return new Reply.Done(
        Reply.OK, shown(customers.get().disclose(call.id(), disclosure, payment)));
  }

  private Reply change(Call call) {
    var fields = BodyFields.of(call, CHANGE);
    var wish =
        new ChangeCustomer(
            call.id(),
            fields.text("reason"),
            fields.optional("phone"),
            new ChangeCustomer.Name(
                fields.optional("familyName"),
                fields.optional("givenName"),
                fields.optional("patronymic"),
                fields.optional("name")),
            fields.optional("limits"),
            fields.optional("serving"));
    if (CHANGE.stream().noneMatch(each -> !each.equals("reason") && fields.has(each))) {
      throw Malformed.body("it names nothing to change");
    }
    requireOwn(call);
    return new Reply.Done(Reply.OK, shown(customers.get().changeCustomer(wish, call.evidence())));
  }

  private Reply changes(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT));
    int limit = query.limit();
    long after = position(query.value(AFTER).orElse("0"));
    requireOwn(call);
    List<ChangeLine> found = customers.get().customerChanges(call.id(), after, limit + 1);
    List<ChangeLine> shown = found.stream().limit(limit).toList();
    Map<String, Object> page =
        Json.object("changes", shown.stream().map(CustomerMethods::shown).toList());
    if (found.size() > shown.size()) {
      page.put("next", String.valueOf(shown.getLast().position()));
    }
    return new Reply.Done(Reply.OK, page);
  }

  private static long position(String text) {
    if (!POSITION.matcher(text).matches()) {
      throw Malformed.field(AFTER, "it is no next of a page");
    }
    return Long.parseLong(text);
  }

  /// To others this bank's customers are like those that nobody has.
  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_CUSTOMER, "reference", call.id(), "bank", bank)
          .exception();
    }
  }

  private static Map<String, Object> shown(CustomerLine customer) {
    boolean isPerson = customer.kind().equals("PERSON");
    Map<String, Object> shown =
        Json.object(
            "reference",
            customer.reference(),
            "kind",
            customer.kind(),
            isPerson ? "iin" : "bin",
            customer.number(),
            isPerson ? "birthDate" : "registrationDate",
            customer.day(),
            "name",
            customer.name(),
            "shownName",
            customer.shownName(),
            "disclosure",
            customer.disclosure(),
            "limits",
            customer.limits(),
            "serving",
            customer.serving(),
            "account",
            customer.account(),
            "state",
            customer.state(),
            "openedAt",
            customer.openedAt().toString(),
            "evidence",
            String.valueOf(customer.evidence()),
            "warnings",
            customer.warnings());
    put(shown, "phone", customer.phone());
    put(shown, "activity", customer.activity());
    return shown;
  }

  private static Map<String, Object> shown(ChangeLine change) {
    Map<String, Object> shown =
        Json.object(
            "kind", change.kind(),
            "after", change.after(),
            "reason", change.reason(),
            "at", change.at().toString(),
            "evidence", String.valueOf(change.evidence()));
    put(shown, "before", change.before());
    return shown;
  }

  static void put(Map<String, Object> to, String name, String value) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }

  private static Set<String> with(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }
}

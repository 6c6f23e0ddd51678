package kz.digitaltenge.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.ChangeLine;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.CustomerPart;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.LimitRow;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.api.operator.StateLine;
import kz.digitaltenge.ledger.Amount;

/// Customers in memory, without rules: what the node decides is tested there. All have one account.
final class FakeCustomers implements CustomerOperations {
  static final Instant OPENED = Instant.parse("2026-03-02T07:00:00Z");
  static final String ACCOUNT = "KZ86601DT00000000002";

  private final FakeBank bank;

  private final ConcurrentSkipListMap<String, CustomerLine> customers =
      new ConcurrentSkipListMap<>();
  volatile String byAlias = "";

  /// What is said of everybody who is looked up.
  volatile Optional<Problem> noPayee = Optional.empty();

  /// Payments, or legs of them, whose payees were looked up.
  final List<String> lookedUp = new CopyOnWriteArrayList<>();

  final List<CustomerSearch> searches = new CopyOnWriteArrayList<>();
  private final List<ChangeLine> changes = new CopyOnWriteArrayList<>();

  private final List<StateLine> states = new ArrayList<>();

  /// @param bank that has the accounts without a file
  FakeCustomers(FakeBank bank) {
    this.bank = bank;
  }

  /// Refuses an account that neither a customer nor the bank has.
  void requireAccount(String account) {
    if (customers.isEmpty() || !account.equals(ACCOUNT)) {
      var _ = bank.account(account);
    }
  }

  @Override
  public CustomerLine openCustomer(OpenCustomer request, long evidence) {
    OpenCustomer.Terms terms = request.terms();
    CustomerLine line =
        switch (request) {
          case OpenCustomer.Person person ->
              line(
                  terms,
                  "PERSON",
                  person.iin(),
                  person.givenName() + " " + person.familyName(),
                  person.birthDate(),
                  "",
                  evidence);
          case OpenCustomer.Company company ->
              line(
                  terms,
                  "COMPANY",
                  company.bin(),
                  company.name(),
                  company.registrationDate(),
                  company.activity(),
                  evidence);
        };
    customers.put(terms.reference(), line);
    return line;
  }

  @Override
  public CustomerLine customer(String reference) {
    CustomerLine found = customers.get(reference);
    if (found == null) {
      throw Problem.of(ErrorCode.UNKNOWN_CUSTOMER, "reference", reference, "bank", FakeBank.SELF)
          .exception();
    }
    return found;
  }

  @Override
  public CustomerPart customers(CustomerSearch search, String after, int limit) {
    searches.add(search);
    List<CustomerLine> found =
        customers.tailMap(after, false).values().stream()
            .filter(each -> search.kind().isEmpty() || search.kind().equals(each.kind()))
            .toList();
    List<CustomerLine> page = found.stream().limit(limit).toList();
    return new CustomerPart(
        page, found.size() > limit ? Optional.of(page.getLast().reference()) : Optional.empty());
  }

  @Override
  public CustomerLine disclose(String reference, String disclosure, String payment) {
    return customer(reference);
  }

  @Override
  public CustomerLine changeCustomer(ChangeCustomer request, long evidence) {
    CustomerLine known = customer(request.reference());
    request
        .phone()
        .ifPresent(
            phone ->
                changes.add(
                    new ChangeLine(
                        changes.size() + 1L,
                        "PHONE",
                        known.phone(),
                        phone,
                        request.reason(),
                        OPENED,
                        evidence)));
    return known;
  }

  @Override
  public List<ChangeLine> customerChanges(String reference, long after, int limit) {
    var _ = customer(reference);
    return changes.stream().filter(each -> each.position() > after).limit(limit).toList();
  }

  @Override
  public synchronized StateLine changeState(ChangeState request, long evidence) {
    requireAccount(request.account());
    var line =
        new StateLine(
            request.account(),
            request.state(),
            request.reason(),
            request.order(),
            OPENED,
            evidence);
    states.add(line);
    return line;
  }

  @Override
  public synchronized List<StateLine> states(String account) {
    requireAccount(account);
    return states.stream().filter(each -> each.account().equals(account)).toList();
  }

  @Override
  public List<LimitLine> limits(String account) {
    requireAccount(account);
    return List.of(
        new LimitLine(
            "DAILY", LocalDate.of(2026, 3, 18), Amount.ofTenge(12_975), Amount.ofTenge(975)));
  }

  @Override
  public List<LimitRow> limitTable() {
    return List.of(
        new LimitRow(
            "SIMPLIFIED", "DAILY", LocalDate.of(2026, 3, 18), Amount.ofTenge(12_975), true));
  }

  @Override
  public PayeeLine lookUpPayee(String payment, PayeeAlias alias) {
    return new PayeeLine(payment, "KPSTKZKA", "KZ84563DT00000000002", "Болат А.");
  }

  /// Payees by alias are accounts of the fake bank, so that payments to them end.
  @Override
  public String payee(String payment, PayeeAlias alias, String name) {
    lookedUp.add(payment);
    noPayee.ifPresent(
        problem -> {
          throw problem.exception();
        });
    return byAlias;
  }

  private static CustomerLine line(
      OpenCustomer.Terms terms,
      String kind,
      String number,
      String name,
      String day,
      String activity,
      long evidence) {
    return new CustomerLine(
        terms.reference(),
        kind,
        number,
        terms.phone(),
        name,
        name,
        day,
        activity,
        terms.limits(),
        terms.disclosure(),
        "IN_LINE",
        ACCOUNT,
        "OPEN",
        OPENED,
        evidence,
        List.of());
  }
}

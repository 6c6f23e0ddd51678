package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
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
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.LimitTable.Kind;
import kz.digitaltenge.node.operator.TypedText;

/// A node's answers about customers to the bank's own programs.
final class CustomerDesk implements CustomerOperations {
  private final Customers.Place place;
  private final CustomerBook book;
  private final CustomerFiles files;
  private final CustomerGuard guard;
  private final Spending spending;
  private final Limits tables;
  private final Payees payees;
  private final CustomerChanges changes;

  CustomerDesk(
      Customers.Place place,
      CustomerBook book,
      CustomerFiles files,
      CustomerGuard guard,
      Spending spending,
      Limits tables,
      Payees payees) {
    this.place = place;
    this.book = book;
    this.files = files;
    this.guard = guard;
    this.spending = spending;
    this.tables = tables;
    this.payees = payees;
    this.changes = new CustomerChanges(place.self(), book, files, guard);
  }

  @Override
  public CustomerLine openCustomer(OpenCustomer request, long evidence) {
    Customer wish = TypedCustomer.of(request, now(), evidence);
    String reference = wish.file().reference();
    Optional<Account> account = place.accounts().byReference(reference);
    if (account.isPresent() && !account.get().name().isEmpty()) {
      throw Problem.of(
              ErrorCode.ACCOUNT_EXISTS, "account", account.get().id(), "bank", place.self())
          .exception();
    }
    if (account.isEmpty()) {
      place.blocks().requireFree(place.self(), Scope.ONBOARD);
      place.accounts().requireRoom();
    }
    boolean isKept = false;
    Account opened;
    Customer kept;
    try {
      guard.screen(CustomerFiles.names(wish));
      kept =
          switch (book.keep(wish)) {
            case NEW -> wish;
            case REFERENCE_KNOWN -> same(wish, account);
            case NUMBER_KNOWN -> throw taken(ErrorCode.CUSTOMER_EXISTS);
            case PHONE_KNOWN -> throw taken(ErrorCode.PHONE_TAKEN);
          };
      opened = files.add(kept);
      isKept = true;
    } finally {
      if (account.isEmpty() && !isKept) {
        place.accounts().giveRoomBack();
      }
    }
    payees.tellCentre();
    return line(kept, opened);
  }

  @Override
  public CustomerLine customer(String reference) {
    return line(files.byReference(reference).orElseThrow(() -> unknown(reference)));
  }

  @Override
  public CustomerPart customers(CustomerSearch search, String after, int limit) {
    TypedText.requireLimit(limit);
    CustomerBook.Part found = book.find(TypedCustomer.wanted(search), after, limit);
    return new CustomerPart(found.customers().stream().map(this::line).toList(), found.next());
  }

  @Override
  public CustomerLine disclose(String reference, String disclosure, String payment) {
    Disclosure wanted = TypedCustomer.disclosure(disclosure);
    if (payment.isEmpty()) {
      return line(files.disclose(reference, wanted).orElseThrow(() -> unknown(reference)));
    }
    Customer customer = files.byReference(reference).orElseThrow(() -> unknown(reference));
    payees.disclose(reference, TypedText.payment(payment), wanted);
    return line(customer);
  }

  @Override
  public CustomerLine changeCustomer(ChangeCustomer request, long evidence) {
    String reference = request.reference();
    Customer known = files.byReference(reference).orElseThrow(() -> unknown(reference));
    Account account = place.accounts().openFiled(known.file().reference());
    Customer changed = changes.change(account, request, now(), evidence);
    payees.tellCentre();
    return line(changed, account);
  }

  @Override
  public List<ChangeLine> customerChanges(String reference, long after, int limit) {
    if (files.byReference(reference).isEmpty()) {
      throw unknown(reference);
    }
    return changes.after(reference, after, limit);
  }

  @Override
  public StateLine changeState(ChangeState request, long evidence) {
    AccountId account = known(request.account()).id();
    AccountState wanted = TypedCustomer.state(request.state());
    String reason = TypedCustomer.reason(request.reason());
    String order = TypedCustomer.order(request.order());
    if (account.equals(place.own())) {
      throw refused(account, wanted, "it is the bank's own");
    }
    if (wanted == AccountState.FROZEN && order.isEmpty()) {
      throw TypedText.malformed("order", "an account is frozen by an order, which must be named");
    }
    StateLine line =
        guard.locked(
            account,
            () -> {
              var change = new StateChange(account, wanted, reason, order, now(), evidence);
              return files.state(account) == wanted ? current(account) : changed(change);
            });
    if (wanted == AccountState.CLOSED) {
      payees.tellCentre();
    }
    return line;
  }

  @Override
  public List<StateLine> states(String account) {
    Account known = known(account);
    var lines = new ArrayList<StateLine>();
    lines.add(opening(known));
    book.states(known.id()).forEach(change -> lines.add(line(change)));
    return lines;
  }

  @Override
  public List<LimitLine> limits(String account) {
    AccountId id = known(account).id();
    ClientClass limits = files.limits(id);
    var lines = new ArrayList<LimitLine>();
    for (Kind kind : Kind.values()) {
      tables
          .table()
          .inForce(limits, kind, spending.today())
          .ifPresent(
              row ->
                  lines.add(
                      new LimitLine(kind.name(), row.from(), row.limit(), remainder(id, row))));
    }
    return lines;
  }

  @Override
  public List<LimitRow> limitTable() {
    LimitTable table = tables.table();
    LocalDate today = spending.today();
    return table.rows().stream()
        .sorted(
            Comparator.comparing(LimitTable.Row::of)
                .thenComparing(LimitTable.Row::kind)
                .thenComparing(LimitTable.Row::from))
        .map(
            row ->
                new LimitRow(
                    row.of().name(),
                    row.kind().name(),
                    row.from(),
                    row.limit(),
                    table.inForce(row.of(), row.kind(), today).equals(Optional.of(row))))
        .toList();
  }

  @Override
  public PayeeLine lookUpPayee(String payment, PayeeAlias alias) {
    return payees.lookUp(TypedText.payment(payment), TypedCustomer.alias(alias));
  }

  @Override
  public String payee(String payment, PayeeAlias alias, String name) {
    return payees.payee(TypedText.payment(payment), TypedCustomer.alias(alias), name).value();
  }

  private Amount remainder(AccountId account, LimitTable.Row row) {
    return row.kind() == Kind.BALANCE
        ? guard.locked(account, () -> guard.room(account)).orElse(row.limit())
        : spending.remainder(account, row);
  }

  /// The customer that is known under the reference, if it is the one that was asked for.
  private Customer same(Customer wish, Optional<Account> account) {
    // Not while it is changed: the file and its changes are read one after the other.
    boolean isSame =
        account
            .map(found -> guard.locked(found.id(), () -> isSame(wish)))
            .orElseGet(() -> isSame(wish));
    if (!isSame) {
      throw Problem.of(
              ErrorCode.CUSTOMER_REFERENCE_REUSED,
              "reference",
              wish.file().reference(),
              "bank",
              place.self())
          .exception();
    }
    return book.find(wish.file().reference()).orElseThrow();
  }

  private boolean isSame(Customer wish) {
    Customer known = book.find(wish.file().reference()).orElseThrow();
    return TypedCustomer.isSame(changes.opened(known), wish);
  }

  private StateLine changed(StateChange change) {
    AccountId account = change.account();
    AccountState state = files.state(account);
    if (!state.next().contains(change.state())) {
      throw refused(account, change.state(), "its state is " + state);
    }
    if (change.state() == AccountState.CLOSED && guard.held(account).isPositive()) {
      throw refused(account, change.state(), "money is on it or on its way");
    }
    files.change(change);
    return line(change);
  }

  private StateLine current(AccountId account) {
    List<StateChange> states = book.states(account);
    return states.isEmpty() ? opening(known(account.value())) : line(states.getLast());
  }

  /// An account is open from its opening on; whose file it belongs to has the signed request.
  private StateLine opening(Account account) {
    long evidence = files.owner(account.id()).map(owner -> owner.file().evidence()).orElse(-1L);
    return new StateLine(
        account.id().value(), AccountState.OPEN.name(), "", "", account.openedAt(), evidence);
  }

  /// Whoever has a file and, after a failure, no account yet, gets it now.
  private CustomerLine line(Customer customer) {
    return line(customer, place.accounts().openFiled(customer.file().reference()));
  }

  private CustomerLine line(Customer customer, Account account) {
    Customer.File file = customer.file();
    boolean isPerson = customer instanceof Customer.Person;
    return new CustomerLine(
        file.reference(),
        isPerson ? "PERSON" : "COMPANY",
        customer.number().value(),
        file.phone().map(Phone::value).orElse(""),
        customer.fullName(),
        file.disclosure().shown(customer),
        switch (customer) {
          case Customer.Person person -> person.born().toString();
          case Customer.Company company -> company.registered().toString();
        },
        switch (customer) {
          case Customer.Person _ -> "";
          case Customer.Company company -> company.activity();
        },
        file.limits().name(),
        file.disclosure().name(),
        file.serving().name(),
        account.id().value(),
        files.state(account.id()).name(),
        file.openedAt(),
        file.evidence(),
        customer.warnings().stream().map(Enum::name).toList());
  }

  private static StateLine line(StateChange change) {
    return new StateLine(
        change.account().value(),
        change.state().name(),
        change.reason(),
        change.order(),
        change.at(),
        change.evidence());
  }

  private Account known(String text) {
    AccountId id = TypedText.account("account", text);
    return place
        .accounts()
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", id, "bank", place.self())
                    .exception());
  }

  private Instant now() {
    return place.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private PlatformException unknown(String reference) {
    return Problem.of(ErrorCode.UNKNOWN_CUSTOMER, "reference", reference, "bank", place.self())
        .exception();
  }

  private PlatformException taken(ErrorCode code) {
    return Problem.of(code, "bank", place.self()).exception();
  }

  private static PlatformException refused(AccountId account, AccountState state, String reason) {
    return Problem.of(
            ErrorCode.STATE_CHANGE_REFUSED, "account", account, "state", state, "reason", reason)
        .exception();
  }
}

package kz.digitaltenge.node.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.api.operator.HoldingLine;
import kz.digitaltenge.api.operator.LiveState;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.payment.VaultProblems;
import kz.digitaltenge.node.purse.Balance;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultScan;

/// A node's answers to its operators, given in this process.
public final class OperatorDesk implements NodeOperations {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final Accounts accounts;
  private final PaymentService payments;
  private final Explanations explanations;
  private final EventDesk events;
  private final Supplier<Optional<SupplyNotice>> notice;

  /// @param notice the newest that was heard
  public OperatorDesk(
      NodeParts parts,
      Accounts accounts,
      PaymentService payments,
      Supplier<Optional<SupplyNotice>> notice) {
    this.notice = notice;
    this.parts = parts;
    this.accounts = accounts;
    this.payments = payments;
    this.explanations = new Explanations(parts);
    this.events = new EventDesk(parts.vault(), parts.tasks());
  }

  @Override
  public Optional<SupplyNotice> supplyNotice() {
    return notice.get();
  }

  @Override
  public NodeStatus status() {
    NetworkParameters parameters = parts.network().get().current();
    Participant self = parameters.participant(parts.self()).orElseThrow();
    long logSize = parts.notary().newestHead().map(head -> head.head().size()).orElse(0L);
    return new NodeStatus(
        parts.self(),
        self.name(),
        self.bankCode(),
        parameters.epoch(),
        logSize,
        unresolved(),
        parts.notary().suspicion());
  }

  @Override
  public AccountLine openAccount(OpenAccount request) {
    String reference = request.reference().strip();
    if (reference.isEmpty() || reference.length() > Account.REFERENCE_LENGTH_MAX) {
      throw TypedText.malformed(
          "reference", "it has " + reference.length() + " characters and not 1 to 64");
    }
    String name = TypedText.name(request.name());
    requireFreeToOnboard(reference);
    return line(guarded(() -> opened(reference, name, request.number())));
  }

  /// An account that is there is no new customer.
  private void requireFreeToOnboard(String reference) {
    if (accounts.byReference(reference).isEmpty()) {
      parts.blocks().requireFree(parts.self(), Scope.ONBOARD);
      accounts.requireRoom();
    }
  }

  @Override
  public void accounts(Consumer<AccountLine> reader) {
    accounts.all().forEach(account -> reader.accept(line(account)));
  }

  @Override
  public AccountLine account(String account) {
    return line(known(account));
  }

  @Override
  public List<AccountLine> accountsAfter(String account, int limit) {
    requireWithin(limit, AccountLine.LINES_MAX);
    Optional<AccountId> after =
        account.isEmpty() ? Optional.empty() : Optional.of(TypedText.account("account", account));
    return accounts.after(after, limit).stream().map(OperatorDesk::line).toList();
  }

  @Override
  public List<BalanceLine> balances(String account) {
    AccountId id = known(account).id();
    return parts.purse().balances(id).stream().map(OperatorDesk::line).toList();
  }

  @Override
  public HistoryPart history(String account, long before, int limit) {
    AccountId id = known(account).id();
    requireWithin(limit, HistoryPart.LINES_MAX);
    HistoryPage page = parts.tasks().await(parts.vault().history(id, before, limit), READ_TIMEOUT);
    return new HistoryPart(page.lines().stream().map(OperatorDesk::line).toList(), page.next());
  }

  @Override
  public List<EventLine> events(long after, int limit, Duration patience) {
    requireWithin(limit, EventLine.LINES_MAX);
    return guarded(() -> events.events(after, limit, patience));
  }

  @Override
  public PayOutcome pay(PayOrder order) {
    PaymentOrder typed;
    try {
      typed = typed(order);
    } catch (PlatformException e) {
      return new PayOutcome.Refused(e.problem());
    }
    return outcome(payments.pay(typed));
  }

  /// What became of a payment, in the words of the operators' interface.
  public static PayOutcome outcome(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final(_, var transaction, long position, var at) ->
          new PayOutcome.Final(transaction, position, at);
      case PaymentResult.Refused(_, var problem) -> new PayOutcome.Refused(problem);
      case PaymentResult.Pending(_, var transaction, var problem) ->
          new PayOutcome.Pending(transaction, problem);
    };
  }

  @Override
  public PaymentExplanation explain(String payment) {
    PaymentId id = TypedText.payment(payment);
    return guarded(() -> explanations.of(id))
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", id, "bank", parts.self())
                    .exception());
  }

  @Override
  public List<HoldingLine> totals() {
    return scanned(VaultScan::totals).stream()
        .map(
            total ->
                new HoldingLine(
                    total.holding().asset(), total.holding().mark(), total.count(), total.sum()))
        .toList();
  }

  @Override
  public void liveStates(Consumer<LiveState> reader) {
    var _ =
        scanned(
            scan -> {
              scan.liveStates(state -> reader.accept(live(state)));
              return true;
            });
  }

  private Account opened(String reference, String name, String number) {
    Account account =
        number.isBlank()
            ? accounts.open(reference, name)
            : opened(ownNumber(number), reference, name);
    boolean asked =
        account.name().equals(name)
            && (number.isBlank() || account.id().value().equals(number.strip()));
    if (!asked) {
      throw taken(account.id());
    }
    return account;
  }

  private Account opened(AccountId number, String reference, String name) {
    Optional<Account> holder = accounts.find(number);
    if (holder.isPresent() && !holder.get().reference().equals(reference)) {
      throw taken(number);
    }
    try {
      return accounts.open(number, reference, name);
    } catch (VaultException e) {
      // Somebody else was quicker with this number.
      throw e.reason() == VaultException.Reason.ACCOUNT_TAKEN ? taken(number) : e;
    }
  }

  private PlatformException taken(AccountId account) {
    return Problem.of(ErrorCode.ACCOUNT_EXISTS, "account", account, "bank", parts.self())
        .exception();
  }

  private AccountId ownNumber(String text) {
    AccountId number = TypedText.account("number", text);
    String own = parts.network().get().current().participant(parts.self()).orElseThrow().bankCode();
    if (!number.bankCode().equals(own)) {
      throw TypedText.malformed(
          "number", "it is of bank " + number.bankCode() + ", this one is " + own);
    }
    return number;
  }

  private long unresolved() {
    return scanned(
        scan -> {
          var count = new AtomicLong();
          scan.unresolved(_ -> count.incrementAndGet());
          return count.get();
        });
  }

  private <T> T scanned(Function<VaultScan, T> read) {
    return guarded(
        () -> {
          try (VaultScan scan = parts.vault().scan()) {
            return read.apply(scan);
          }
        });
  }

  /// What the vault cannot do is said in the words of the error catalogue.
  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (VaultException e) {
      throw VaultProblems.of(e, parts.self()).exception(e);
    }
  }

  private PaymentOrder typed(PayOrder order) {
    return new PaymentOrder(
        TypedText.payment(order.payment()),
        TypedText.account("payer", order.payer()),
        TypedLegs.of(order),
        Holding.of(TypedText.asset(order.currency(), parts.network().get().current())));
  }

  private Account known(String text) {
    AccountId id = TypedText.account("account", text);
    return accounts
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", id, "bank", parts.self())
                    .exception());
  }

  private static void requireWithin(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw TypedText.malformed("limit", limit + " is not within 1 and " + most);
    }
  }

  private static AccountLine line(Account account) {
    return new AccountLine(
        account.id().value(), account.reference(), account.name(), account.openedAt());
  }

  private static BalanceLine line(Balance balance) {
    return new BalanceLine(
        balance.holding().asset(),
        balance.holding().mark(),
        balance.available(),
        balance.reserved(),
        balance.change(),
        balance.incoming());
  }

  static HistoryLine line(HistoryPage.Line line) {
    Movement movement = line.movement();
    return new HistoryLine(
        line.sequence(),
        line.at(),
        switch (movement.direction()) {
          case IN -> HistoryLine.Direction.IN;
          case OUT -> HistoryLine.Direction.OUT;
        },
        movement.holding().asset(),
        movement.holding().mark(),
        movement.amount(),
        movement.payment(),
        line.transaction(),
        movement.counterparty(),
        line.refundOf(),
        movement.remittance());
  }

  private static LiveState live(OwnState state) {
    return new LiveState(
        state.ref(),
        switch (state.kind()) {
          case TOKEN -> LiveState.Kind.TOKEN;
          case REGISTER -> LiveState.Kind.REGISTER;
        },
        state.holding().asset(),
        state.amount());
  }
}

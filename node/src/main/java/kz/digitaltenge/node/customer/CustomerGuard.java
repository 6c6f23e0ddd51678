package kz.digitaltenge.node.customer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.AccountState.Deed;
import kz.digitaltenge.node.customer.LimitTable.Kind;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.purse.Balance;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Holding;

/// Lets pass what the state of an account, its owner's limits and screening allow.
///
/// A payer learns why; whoever pays to an account learns only that it does not take the payment.
final class CustomerGuard implements AccountGuard {
  private static final Amount LEAST = Amount.ofTiyn(1);

  private final NodeId self;
  private final AccountId own;
  private final CustomerFiles files;
  private final Spending spending;
  private final Purse purse;
  private final Limits tables;
  private final Screening screening;
  private final Payees payees;

  /// What was permitted to come and is not in the purse yet. An account's entry changes under its
  /// lock only.
  private final ConcurrentHashMap<AccountId, Amount> promised = new ConcurrentHashMap<>();

  CustomerGuard(
      NodeId self,
      AccountId own,
      CustomerFiles files,
      Spending spending,
      Purse purse,
      Limits tables,
      Screening screening,
      Payees payees) {
    this.self = self;
    this.own = own;
    this.files = files;
    this.spending = spending;
    this.purse = purse;
    this.tables = tables;
    this.screening = screening;
    this.payees = payees;
  }

  @Override
  public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    return payees.addressee(peer, payment, payee);
  }

  @Override
  public Permit pay(PaymentOrder order) {
    AccountId payer = order.payer();
    requirePaying(payer);
    Set<String> concerned = new HashSet<>(files.names(payer));
    order.legs().forEach(leg -> concerned.addAll(files.names(leg.payee())));
    screen(concerned);
    ClientClass limits = files.limits(payer);
    return limits == ClientClass.FULL
        ? Permit.NONE
        : locked(payer, () -> spending.begin(payer, limits, order.id(), order.amount()));
  }

  /// Officers approve for the bank, and do not see an account.
  @Override
  public void requireIssuing(AccountId payee) {
    if (!payee.equals(own)) {
      throw Problem.of(
              ErrorCode.TRANSACTION_REFUSED,
              "refusal",
              Refusal.ISSUE_NOT_APPROVED,
              "evidence",
              "it does not go to the account of the bank itself")
          .exception();
    }
  }

  @Override
  public void requireAskable(AccountId payer) {
    if (!files.state(payer).allows(Deed.PAY)) {
      throw Problem.of(ErrorCode.PAYER_CANNOT_BE_ASKED, "bank", self).exception();
    }
  }

  @Override
  public void requireReceiving(AccountId payee) {
    if (!files.state(payee).allows(Deed.RECEIVE)) {
      throw cannotReceive();
    }
  }

  @Override
  public void requireRoom(AccountId payee, Supplier<Amount> replaces) {
    requireUnlisted(payee);
    var _ =
        locked(
            payee,
            () -> {
              requireRoom(payee, LEAST, replaces);
              return payee;
            });
  }

  @Override
  public Permit receive(
      AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
    requireUnlisted(payee);
    return locked(
        payee,
        () -> {
          requireReceiving(payee);
          requireRoom(payee, amount, replaces);
          promised.merge(payee, amount, Amount::plus);
          return new Promise(payee, amount);
        });
  }

  private void requireUnlisted(AccountId payee) {
    if (screening.hit(files.names(payee)).isPresent()) {
      throw cannotReceive();
    }
  }

  /// The caller holds the account's lock.
  private void requireRoom(AccountId payee, Amount amount, Supplier<Amount> replaces) {
    Optional<Amount> limit = limit(payee);
    if (limit.isEmpty()) {
      return;
    }
    long missing = held(payee).tiyn() + amount.tiyn() - limit.get().tiyn();
    if (missing > 0 && missing > replaces.get().tiyn()) {
      throw cannotReceive();
    }
  }

  private Optional<Amount> limit(AccountId account) {
    return tables
        .table()
        .inForce(files.limits(account), Kind.BALANCE, spending.today())
        .map(LimitTable.Row::limit);
  }

  /// What an account may still take, empty when there is no limit; the caller holds its lock.
  Optional<Amount> room(AccountId account) {
    return tables
        .table()
        .inForce(files.limits(account), Kind.BALANCE, spending.today())
        .map(row -> Spending.remainder(row, held(account)));
  }

  /// What an account has, with what is on its way there; the caller holds its lock.
  Amount held(AccountId account) {
    return purse.balances(account).stream()
        .map(CustomerGuard::whole)
        .reduce(promised.getOrDefault(account, Amount.ZERO), Amount::plus);
  }

  void screen(Collection<String> names) {
    Optional<String> hit = screening.hit(names);
    if (hit.isPresent()) {
      throw Problem.of(ErrorCode.SCREENING_REFUSED, "bank", self, "reason", hit.get()).exception();
    }
  }

  <T> T locked(AccountId account, Supplier<T> work) {
    ReentrantLock lock = files.lock(account);
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void requirePaying(AccountId payer) {
    AccountState state = files.state(payer);
    if (!state.allows(Deed.PAY)) {
      throw Problem.of(ErrorCode.ACCOUNT_NOT_OPEN, "account", payer, "state", state).exception();
    }
  }

  private static Amount whole(Balance balance) {
    return balance.total().plus(balance.incoming());
  }

  private PlatformException cannotReceive() {
    return Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", self).exception();
  }

  private final class Promise implements Permit {
    private final AccountId payee;
    private final Amount amount;

    Promise(AccountId payee, Amount amount) {
      this.payee = payee;
      this.amount = amount;
    }

    @Override
    public void paid() {}

    @Override
    public void undecided() {}

    @Override
    public void close() {
      var _ =
          locked(
              payee,
              () -> {
                Amount rest = promised.getOrDefault(payee, amount).minus(amount);
                return rest.isPositive() ? promised.put(payee, rest) : promised.remove(payee);
              });
    }
  }
}

package kz.digitaltenge.adapters.abs.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Refusal;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// Accounts and what was decided, in memory; whoever calls sees to it that one thread does so.
final class CoreBooks {
  private final AccountId liability;
  private final Map<AccountId, Account> accounts = new HashMap<>();
  private final Map<String, CoreEvent.Decided> decisions = new HashMap<>();
  private final List<Booking> bookings = new ArrayList<>();

  private static final class Account {
    final NodeId owner;
    Amount balance = Amount.ZERO;
    boolean closed;
    boolean touched;

    Account(NodeId owner) {
      this.owner = owner;
    }
  }

  /// A movement on the liability account.
  ///
  /// @param balance after it
  record Booking(Transfer transfer, boolean credit, Instant at, Amount balance) {}

  CoreBooks(Party liability) {
    this.liability = liability.account();
    accounts.put(liability.account(), new Account(liability.bic()));
  }

  boolean has(AccountId account) {
    return accounts.containsKey(account);
  }

  /// Nothing has happened to it but that it was opened.
  boolean isUntouched(AccountId account) {
    return !account(account).touched;
  }

  List<EmulatedCore.Line> lines() {
    return accounts.entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().value()))
        .map(
            each ->
                new EmulatedCore.Line(
                    new Party(each.getValue().owner, each.getKey()),
                    each.getValue().balance,
                    each.getValue().closed))
        .toList();
  }

  Optional<Amount> balance(AccountId account) {
    return Optional.ofNullable(accounts.get(account)).map(found -> found.balance);
  }

  Optional<CoreEvent.Decided> decision(String transfer) {
    return Optional.ofNullable(decisions.get(transfer));
  }

  List<Booking> bookings() {
    return List.copyOf(bookings);
  }

  /// Why a transfer cannot be booked, whatever the hour.
  Optional<String> refusal(Transfer transfer) {
    Account from = accounts.get(transfer.debtor().account());
    Account to = accounts.get(transfer.creditor().account());
    boolean known =
        from != null
            && to != null
            && from.owner.equals(transfer.debtor().bic())
            && to.owner.equals(transfer.creditor().bic())
            && isLiability(transfer.debtor()) != isLiability(transfer.creditor());
    if (!known || from == null || to == null) {
      return Optional.of(Refusal.UNKNOWN_ACCOUNT);
    }
    if (from.closed || to.closed) {
      return Optional.of(Refusal.ACCOUNT_CLOSED);
    }
    return from.balance.compareTo(transfer.amount()) < 0
        ? Optional.of(Refusal.INSUFFICIENT_FUNDS)
        : Optional.empty();
  }

  void apply(CoreEvent event) {
    switch (event) {
      case CoreEvent.Opened(Party owner) -> accounts.put(owner.account(), new Account(owner.bic()));
      case CoreEvent.Deposited(AccountId account, Amount amount) -> {
        Account found = account(account);
        found.balance = found.balance.plus(amount);
        found.touched = true;
      }
      case CoreEvent.Closed(AccountId account) -> {
        account(account).closed = true;
        account(account).touched = true;
      }
      case CoreEvent.Decided decided -> apply(decided);
    }
  }

  private void apply(CoreEvent.Decided decided) {
    Transfer transfer = decided.transfer();
    if (decisions.putIfAbsent(transfer.id(), decided) != null) {
      throw new IllegalStateException(transfer.id() + " was decided before");
    }
    if (decided.refusal().isPresent()) {
      return;
    }
    Account from = account(transfer.debtor().account());
    Account to = account(transfer.creditor().account());
    from.touched = true;
    to.touched = true;
    from.balance = from.balance.minus(transfer.amount());
    to.balance = to.balance.plus(transfer.amount());
    bookings.add(
        new Booking(
            transfer, isLiability(transfer.creditor()), decided.at(), account(liability).balance));
  }

  private boolean isLiability(Party party) {
    return party.account().equals(liability);
  }

  private Account account(AccountId account) {
    Account found = accounts.get(account);
    if (found == null) {
      throw new IllegalStateException("no account " + account);
    }
    return found;
  }
}

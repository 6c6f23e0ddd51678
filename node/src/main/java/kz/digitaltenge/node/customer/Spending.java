package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.CustomerBook.Debit;
import kz.digitaltenge.node.customer.LimitTable.Kind;
import kz.digitaltenge.node.payment.AccountGuard.Permit;

/// Counts what accounts with limits pay.
///
/// A payment is noted before it begins and struck out when it moved nothing, so a crash can only
/// leave too much noted. Whatever is noted without an end is looked up in the vault before anybody
/// is refused because of it.
final class Spending {
  private final CustomerBook book;
  private final PaymentFates fates;
  private final Limits tables;
  private final InstantSource clock;

  /// Payments that this process is carrying out.
  private final Set<PaymentId> inHand = ConcurrentHashMap.newKeySet();

  Spending(CustomerBook book, PaymentFates fates, Limits tables, InstantSource clock) {
    this.book = book;
    this.fates = fates;
    this.tables = tables;
    this.clock = clock;
  }

  /// Notes a payment within the limits; the caller holds the account's lock.
  Permit begin(AccountId account, ClientClass of, PaymentId payment, Amount amount) {
    Instant now = clock.instant();
    for (Kind kind : List.of(Kind.SINGLE, Kind.DAILY, Kind.MONTHLY)) {
      Optional<LimitTable.Row> row = tables.table().inForce(of, kind, day(now));
      if (row.isPresent()) {
        require(account, row.get(), payment, amount, now);
      }
    }
    boolean isNew = book.debit(new Debit(account, payment, amount, now, false));
    inHand.add(payment);
    return new Noted(account, payment, isNew);
  }

  /// What may still be paid under a limit other than that of the balance.
  Amount remainder(AccountId account, LimitTable.Row row) {
    Instant now = clock.instant();
    lookUp(account, now);
    return remainder(row, paid(account, row.kind(), now, Optional.empty()));
  }

  LocalDate today() {
    return day(clock.instant());
  }

  private void require(
      AccountId account, LimitTable.Row row, PaymentId payment, Amount amount, Instant now) {
    Optional<PaymentId> itself = Optional.of(payment);
    Amount left = remainder(row, paid(account, row.kind(), now, itself));
    if (amount.compareTo(left) > 0 && lookUp(account, now)) {
      left = remainder(row, paid(account, row.kind(), now, itself));
    }
    if (amount.compareTo(left) > 0) {
      throw exceeded(account, row.kind(), left, amount);
    }
  }

  /// Looks up what is noted without an end; true when something was struck out.
  private boolean lookUp(AccountId account, Instant now) {
    boolean struck = false;
    for (Debit debit : book.debits(account, begin(Kind.MONTHLY, now))) {
      if (debit.settled() || inHand.contains(debit.payment())) {
        continue;
      }
      switch (fates.of(debit.payment())) {
        case PAID -> book.settle(account, debit.payment());
        case OPEN -> {}
        case NOTHING -> {
          book.strike(account, debit.payment());
          struck = true;
        }
      }
    }
    return struck;
  }

  private Amount paid(AccountId account, Kind kind, Instant now, Optional<PaymentId> without) {
    return switch (kind) {
      case BALANCE, SINGLE -> Amount.ZERO;
      case DAILY, MONTHLY ->
          book.debits(account, begin(kind, now)).stream()
              .filter(debit -> !Optional.of(debit.payment()).equals(without))
              .map(Debit::amount)
              .reduce(Amount.ZERO, Amount::plus);
    };
  }

  static PlatformException exceeded(AccountId account, Kind kind, Amount remainder, Amount amount) {
    return Problem.of(
            ErrorCode.LIMIT_EXCEEDED, "account", account, "limit", kind, "remainder", remainder)
        .with("amount", amount)
        .exception();
  }

  static Amount remainder(LimitTable.Row row, Amount used) {
    return used.compareTo(row.limit()) >= 0 ? Amount.ZERO : row.limit().minus(used);
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, LimitTable.ZONE);
  }

  private static Instant begin(Kind kind, Instant now) {
    LocalDate day = day(now);
    LocalDate first =
        switch (kind) {
          case BALANCE, SINGLE, DAILY -> day;
          case MONTHLY -> day.withDayOfMonth(1);
        };
    return first.atStartOfDay(LimitTable.ZONE).toInstant();
  }

  private final class Noted implements Permit {
    private final AccountId account;
    private final PaymentId payment;

    /// Whether this call noted it: only then may it strike it out.
    private final boolean isNew;

    private boolean kept;

    Noted(AccountId account, PaymentId payment, boolean isNew) {
      this.account = account;
      this.payment = payment;
      this.isNew = isNew;
    }

    @Override
    public void paid() {
      kept = true;
      book.settle(account, payment);
    }

    @Override
    public void undecided() {
      kept = true;
    }

    @Override
    public void close() {
      inHand.remove(payment);
      if (!kept && isNew) {
        book.strike(account, payment);
      }
    }
  }
}

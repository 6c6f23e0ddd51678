package kz.digitaltenge.node.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.PayoutRegister.Stage;

/// The durable memory of registers. What a method did is on disk when it returns, and with it, in
/// the [kz.digitaltenge.node.event.Outbox], the end of a register; repeating it is safe. Any thread
/// may call; all throw a [kz.digitaltenge.api.error.PlatformException] when the memory does not
/// answer.
public interface RegisterBook {
  /// Keeps a register with all its payouts, unless its id is taken, and returns what is kept.
  PayoutRegister begin(
      PayoutRegister.Order order, List<Payout.Order> payouts, Stage first, Instant at);

  Optional<PayoutRegister> find(String id);

  PayoutRegister find(long register);

  /// Those that are looked up or paid, oldest first.
  List<PayoutRegister> open();

  /// Those that wait for signatories, oldest first.
  List<PayoutRegister> awaiting();

  /// Ends the wait for signatories: an approved register is checked or paid, another is refused and
  /// all of it given up. No other is changed.
  PayoutRegister endWait(long register, boolean isApproved, Instant at);

  /// Those that are looked for before a number, newest first.
  ListPart<PayoutRegister> find(Wanted wanted, long before, int limit);

  /// Which registers are looked for; what is empty does not narrow.
  ///
  /// @param payer the account that pays
  /// @param from handed in not before this time
  /// @param until handed in before this time
  record Wanted(
      Optional<AccountId> payer,
      Optional<Stage> stage,
      Optional<Instant> from,
      Optional<Instant> until) {}

  /// Payouts after a place, in their order.
  ///
  /// @param state those in this state only
  List<Payout> payouts(long register, Optional<Payout.Name> state, int after, int limit);

  /// Payouts after a place that wait for their alias to be looked up, as long as the register is
  /// checked.
  List<Payout> unchecked(long register, int after, int limit);

  /// How many wait for that.
  int countUnchecked(long register);

  /// The largest amount of a register's payouts.
  Amount largest(long register);

  /// Notes what look-ups found.
  void found(long register, List<Found> found, Instant at);

  /// Ends the check: with a payout refused the register is, and the rest of it is given up; else it
  /// is paid.
  PayoutRegister endCheck(long register, Instant at);

  /// The next payouts to pay after a place; notes before that they have begun and how they are
  /// paid. Those that are paid together come together. None when the register is not paid, and none
  /// that was cancelled.
  ///
  /// @param bundling decides for those that have not begun
  List<Payout> take(long register, int after, Bundling bundling, Instant at);

  /// Notes that payouts which were to be paid together are paid alone from now on.
  ///
  /// @param first the place of the first of them
  void part(long register, int first);

  /// Notes how payouts ended. One that has ended already stays as it is.
  void end(long register, List<End> ends, Instant at);

  /// Closes a register that is paid when no payout waits.
  PayoutRegister finish(long register, Instant at);

  /// Gives up the payouts that have not begun.
  PayoutRegister cancel(long register, Instant at);

  /// Forgets whom the oldest register paid that ended before a time, if there is one: phones, IINs,
  /// BINs, account numbers, purposes and the lines' names go. What proves it stays: the digest of
  /// what was handed in, amounts, the payments' ids, transactions and times.
  ///
  /// @return whether there was one
  boolean forget(Instant before);

  /// What a look-up found.
  sealed interface Found {
    int place();

    record Account(int place, AccountId account) implements Found {}

    record Nobody(int place, Problem problem) implements Found {}
  }

  /// How a payout ended.
  sealed interface End {
    int place();

    record Paid(int place, TransactionId transaction, Instant decidedAt) implements End {}

    record Refused(int place, Problem problem) implements End {}
  }
}

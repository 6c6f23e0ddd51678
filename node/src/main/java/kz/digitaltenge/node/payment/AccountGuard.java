package kz.digitaltenge.node.payment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.vault.Holding;

/// What the state of an account, its owner's limits, screening and a mandate say to money that is
/// to leave or to come. Asked before anything is reserved, signed or stored; blocking; refuses with
/// a [kz.digitaltenge.api.error.PlatformException].
public interface AccountGuard {
  /// For nodes whose accounts have no owners with limits.
  AccountGuard NONE =
      new AccountGuard() {
        @Override
        public Permit pay(PaymentOrder order) {
          return Permit.NONE;
        }

        @Override
        public void requireReceiving(AccountId payee) {}

        @Override
        public Permit receive(
            AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
          return Permit.NONE;
        }
      };

  /// Whose account the payer's bank means: one that is known, or the one that a number stands for
  /// in this payment.
  default AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    return payee;
  }

  /// How many must agree to what leaves an account; empty when nobody has to.
  default Optional<Quorum> quorum(AccountId account) {
    return Optional.empty();
  }

  /// The seats of an account that have agreed to a payment.
  default Set<Integer> agreed(AccountId account, PaymentId payment) {
    return Set.of();
  }

  /// Before an attempt of a payment begins. The permit counts against limits until it is closed
  /// unpaid.
  Permit pay(PaymentOrder order);

  /// Before an address is given for a payment of an amount that is not known yet.
  void requireReceiving(AccountId payee);

  /// Before an address is given to another node: whether the account could take any amount at all,
  /// so that as much as can be found out is found out before anything is stored.
  ///
  /// @param replaces as of [#receive(AccountId, Holding, Amount, Supplier)]
  default void requireRoom(AccountId payee, Supplier<Amount> replaces) {}

  /// Before new money is taken in that officers approved for this bank.
  default void requireIssuing(AccountId payee) {}

  /// Before a payer is asked for money by somebody who is not to learn why not.
  default void requireAskable(AccountId payer) {}

  /// Before a payment is taken in. The permit counts against limits until it is closed; the purse
  /// knows by then what is on its way.
  ///
  /// @param replaces what is on its way to the account for earlier tries at the same payment, only
  ///   one of which an honest payer's node brings to an end; asked for only if there is no room
  ///   otherwise
  Permit receive(AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces);

  /// The same for a payment that was not tried before.
  default Permit receive(AccountId payee, Holding holding, Amount amount) {
    return receive(payee, holding, amount, () -> Amount.ZERO);
  }

  /// That something may be done. Closed once, by who got it.
  interface Permit extends AutoCloseable {
    Permit NONE =
        new Permit() {
          @Override
          public void paid() {}

          @Override
          public void undecided() {}

          @Override
          public void close() {}
        };

    /// It was done for good.
    void paid();

    /// It may have been done; who counts looks again later.
    void undecided();

    /// Nothing was done, unless told otherwise before.
    @Override
    void close();
  }
}

package kz.digitaltenge.node.customer;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// The durable memory of who is paid by alias, and of what the ID centre was told. What a method
/// did is on disk when it returns; repeating it is safe.
public interface PayeeBook {
  /// Keeps a number for a payment of another bank, unless the payment has one; returns the one that
  /// it has.
  Handle keep(Handle handle);

  Optional<Handle> handle(AccountId number);

  /// A number that stands for an account in one payment.
  ///
  /// @param peer the payer's bank, whose payment it is
  record Handle(AccountId number, NodeId peer, PaymentId payment, AccountId account) {}

  /// Keeps whom a payment of this bank goes to, unless that is known; returns what is known.
  Addressed keep(Addressed addressed);

  Optional<Addressed> addressed(PaymentId payment);

  /// Whom a payment goes to.
  ///
  /// @param alias a keyed hash of it
  /// @param name a keyed hash of the name that was shown
  record Addressed(PaymentId payment, Hash alias, AccountId payee, Hash name) {}

  /// Keeps how much of the name the payer of one payment sees, whichever leg of it the customer
  /// gets: each is asked for under a name of its own ([PaymentId#leg]), which does not tell the
  /// payment's.
  void disclose(String reference, PaymentId payment, Disclosure disclosure);

  /// What was kept for a payment; empty when the customer's usual choice holds.
  Optional<Disclosure> disclosure(String reference, PaymentId payment);

  /// References of customers of whom the ID centre is not known to have been told: those who left
  /// first, for nothing forbids to withdraw, then those who let others go first, and of each the
  /// oldest first.
  List<Unclaimed> unclaimed(int limit);

  /// A customer to tell the ID centre of.
  ///
  /// @param isClosed whether the customer left
  /// @param isBehind whether others go first
  record Unclaimed(String reference, boolean isClosed, boolean isBehind) {}

  /// Phones that customers have given up and the ID centre is still to be told of.
  List<GivenUp> givenUp(int limit);

  /// A phone that a customer has no longer.
  record GivenUp(String reference, Phone phone) {}

  /// Notes that the ID centre knows.
  void forget(GivenUp phone);

  /// Notes that the ID centre knows, unless the customer has left since or the file is otherwise.
  ///
  /// @param told as it was when the centre was told
  void claimed(Unclaimed customer, Customer told);
}

package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// The durable memory of customers and of what their accounts may do. What a method did is on disk
/// when it returns; repeating it is safe. Any thread may call; all throw a
/// [kz.digitaltenge.api.error.PlatformException] when the memory does not answer.
public interface CustomerBook {
  /// Keeps a customer, unless one of them is known already by the reference, the number or the
  /// phone.
  Kept keep(Customer customer);

  /// What became of it.
  enum Kept {
    NEW,
    REFERENCE_KNOWN,
    NUMBER_KNOWN,
    PHONE_KNOWN
  }

  Optional<Customer> find(String reference);

  /// The one who has an account now.
  Optional<Customer> byNumber(IdentityNumber number);

  Optional<Customer> byPhone(Phone phone);

  /// Customers that are looked at for one part at most.
  int LOOKED_AT_MAX = 10_000;

  /// At most `limit` customers that are looked for whose reference comes after this one, in that
  /// order.
  Part find(Wanted wanted, String after, int limit);

  /// Which customers are looked for; what is empty does not narrow.
  ///
  /// @param state of their account now
  /// @param reference how their reference begins
  record Wanted(
      Optional<Kind> kind,
      Optional<ClientClass> limits,
      Optional<AccountState> state,
      Optional<String> reference) {}

  /// What a customer may be.
  enum Kind {
    PERSON,
    COMPANY
  }

  /// Some of them.
  ///
  /// @param next after which reference to go on; empty when nothing is left
  record Part(List<Customer> customers, Optional<String> next) {
    public Part {
      customers = List.copyOf(customers);
    }
  }

  /// Every reference with its class of limits.
  void each(BiConsumer<String, ClientClass> reader);

  void disclose(String reference, Disclosure disclosure);

  /// Changes a customer's file: what it is becomes what it shall be, and the changes are noted. A
  /// phone that is given up and another choice of bank are left for the ID centre to be told.
  ///
  /// @return false when the phone is another customer's; nothing was changed then
  boolean change(Customer before, Customer after, List<CustomerChange> changes);

  /// Changes of a customer's file after a place, oldest first.
  List<CustomerChange.Kept> changes(String reference, long after, int limit);

  /// Notes a change of state.
  ///
  /// @param reference the account's; a closed account gives number and phone free
  void note(StateChange change, String reference);

  /// The states that an account came into, oldest first.
  List<StateChange> states(AccountId account);

  /// Each account that was not always open, with the state it is in.
  void eachState(BiConsumer<AccountId, AccountState> reader);

  /// Notes what an account is about to pay.
  ///
  /// @return false when the payment is noted already
  boolean debit(Debit debit);

  /// Strikes out what was not paid.
  void strike(AccountId account, PaymentId payment);

  /// Notes that it was paid for good.
  void settle(AccountId account, PaymentId payment);

  /// What an account has paid, or may have, since a time.
  List<Debit> debits(AccountId account, Instant since);

  /// What an account paid, or may have.
  ///
  /// @param settled whether it was paid for good
  record Debit(AccountId account, PaymentId payment, Amount amount, Instant at, boolean settled) {}
}

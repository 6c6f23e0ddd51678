package kz.digitaltenge.node.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;

/// The customers of a node at hand: whose account is whose, its state, its class, and the files
/// that were looked at last. Thread-safe.
final class CustomerFiles {
  private static final int REMEMBERED_MAX = 2_048;
  private static final int LOCKS = 256;

  private final CustomerBook book;
  private final Accounts accounts;
  private final ConcurrentHashMap<String, ClientClass> classes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<AccountId, AccountState> states = new ConcurrentHashMap<>();
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
  private final Map<String, Customer> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Customer> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  CustomerFiles(CustomerBook book, Accounts accounts) {
    this.book = book;
    this.accounts = accounts;
    book.each(classes::put);
    book.eachState(states::put);
    // A stop between a file and its account leaves a file without.
    classes.keySet().stream()
        .filter(reference -> accounts.byReference(reference).isEmpty())
        .forEach(reference -> accounts.openFiled(reference));
  }

  /// Adds a customer that is in the book, with an account.
  Account add(Customer customer) {
    classes.put(customer.file().reference(), customer.file().limits());
    return accounts.openFiled(customer.file().reference());
  }

  AccountState state(AccountId account) {
    return states.getOrDefault(account, AccountState.OPEN);
  }

  /// Changes a state; the caller holds the account's lock.
  void change(StateChange change) {
    book.note(change, accounts.find(change.account()).map(Account::reference).orElse(""));
    states.put(change.account(), change.state());
  }

  /// The class of an account's owner; `FULL` for an account without a customer's file.
  ClientClass limits(AccountId account) {
    return accounts
        .find(account)
        .map(found -> classes.getOrDefault(found.reference(), ClientClass.FULL))
        .orElse(ClientClass.FULL);
  }

  /// Whose account it is; empty for an account without a customer's file.
  Optional<Customer> owner(AccountId account) {
    return accounts
        .find(account)
        .map(Account::reference)
        .filter(classes::containsKey)
        .flatMap(this::byReference);
  }

  Optional<Customer> byReference(String reference) {
    synchronized (remembered) {
      Customer known = remembered.get(reference);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Customer> found = book.find(reference);
    synchronized (remembered) {
      // What another put there meanwhile is as new or newer.
      found.ifPresent(customer -> remembered.putIfAbsent(reference, customer));
    }
    return found;
  }

  /// The file as it is now, whatever was looked at last.
  Optional<Customer> disclose(String reference, Disclosure disclosure) {
    book.disclose(reference, disclosure);
    synchronized (remembered) {
      Optional<Customer> now = book.find(reference);
      now.ifPresent(customer -> remembered.put(reference, customer));
      return now;
    }
  }

  /// Changes a file; the caller holds the account's lock.
  ///
  /// @return false when the phone is another customer's
  boolean change(Customer before, Customer after, List<CustomerChange> changes) {
    String reference = after.file().reference();
    try {
      if (!book.change(before, after, changes)) {
        return false;
      }
      classes.put(reference, after.file().limits());
      synchronized (remembered) {
        book.find(reference).ifPresent(customer -> remembered.put(reference, customer));
      }
      return true;
    } catch (RuntimeException e) {
      // It may have been written all the same: the book is asked the next time.
      synchronized (remembered) {
        remembered.remove(reference);
      }
      throw e;
    }
  }

  /// Everything that an account's owner may be listed under.
  List<String> names(AccountId account) {
    var names = new ArrayList<String>();
    names.add(account.value());
    owner(account).ifPresent(customer -> names.addAll(names(customer)));
    return names;
  }

  static List<String> names(Customer customer) {
    var names = new ArrayList<String>();
    names.add(customer.number().value());
    customer.file().phone().ifPresent(phone -> names.add(phone.value()));
    return names;
  }

  /// Held while something is decided that depends on what an account has and is; several accounts
  /// share one.
  ReentrantLock lock(AccountId account) {
    return locks.get(Math.floorMod(account.hashCode(), LOCKS));
  }
}

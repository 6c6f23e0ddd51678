package kz.digitaltenge.node.account;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.api.task.Tasks;

/// The digital accounts of a node: its customers' and its own (S01, S02). Held in memory, durable
/// in their store. Thread-safe; opening blocks until the account is on disk.
public final class Accounts {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  /// Accounts under a name, the node's own first.
  private static final String NAMED = "DT";

  /// Accounts of customers with a file.
  private static final String FILED = "DC";

  private static final Pattern OWN_NUMBER = Pattern.compile("(DT|DC)([0-9]{11})$");

  private final String bankCode;
  private final AccountStore store;
  private final Tasks tasks;
  private final InstantSource clock;
  private final OpeningPace pace;
  private final ConcurrentHashMap<String, Account> byReference = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<AccountId, Account> byId = new ConcurrentSkipListMap<>();

  private final ConcurrentHashMap<String, CompletableFuture<Account>> opening =
      new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong filedNumbers = new AtomicLong();

  private Accounts(String bankCode, AccountStore store, Tasks tasks, InstantSource clock) {
    this.bankCode = bankCode;
    this.store = store;
    this.tasks = tasks;
    this.clock = clock;
    this.pace = new OpeningPace(OpeningPace.PER_MINUTE, clock);
  }

  /// The accounts that the store has. Blocking.
  public static Accounts load(
      String bankCode, AccountStore store, Tasks tasks, InstantSource clock) {
    var accounts = new Accounts(bankCode, store, tasks, clock);
    store.each(accounts::load);
    return accounts;
  }

  /// Opens an account for a customer; the same reference again is the same account.
  ///
  /// @param reference the customer as the opener knows it
  /// @param name what payers may see
  /// @throws RuntimeException the store's own, when the account could not be kept; nothing is open
  public Account open(String reference, String name) {
    Optional<Account> known = byReference(reference);
    return known.isPresent()
        ? known.get()
        : openNew(reference, () -> write(nextNumber(), reference, name));
  }

  /// The same under a number that the opener chose; the reference's account when it has one
  /// already.
  public Account open(AccountId number, String reference, String name) {
    Optional<Account> known = byReference(reference);
    return known.isPresent()
        ? known.get()
        : openNew(reference, () -> write(number, reference, name));
  }

  /// Opens an account for a customer whose name is in a file and not here. Its number is of a
  /// series of its own.
  public Account openFiled(String reference) {
    Optional<Account> known = byReference(reference);
    return known.isPresent()
        ? known.get()
        : openNew(
            reference,
            () -> write(numbered(bankCode, FILED, filedNumbers.incrementAndGet()), reference, ""));
  }

  /// Counts an account that somebody outside wants to be opened.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `TOO_MANY_OPENINGS`
  public void requireRoom() {
    pace.count();
  }

  /// Of one that was counted and is not opened.
  public void giveRoomBack() {
    pace.giveBack();
  }

  public Optional<Account> find(AccountId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<Account> byReference(String reference) {
    return Optional.ofNullable(byReference.get(reference));
  }

  /// All accounts by number.
  public Collection<Account> all() {
    return List.copyOf(byId.values());
  }

  /// At most `limit` accounts whose numbers come after `after`, by number.
  public List<Account> after(Optional<AccountId> after, int limit) {
    var rest = after.isPresent() ? byId.tailMap(after.get(), false) : byId;
    return rest.values().stream().limit(limit).toList();
  }

  private Account openNew(String reference, Supplier<Account> write) {
    var mine = new CompletableFuture<Account>();
    CompletableFuture<Account> other = opening.putIfAbsent(reference, mine);
    if (other != null) {
      return tasks.await(other, WRITE_TIMEOUT);
    }
    try {
      // It may have been opened between the first look and now.
      Account account = byReference(reference).orElseGet(write);
      mine.complete(account);
      return account;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      opening.remove(reference, mine);
    }
  }

  private AccountId nextNumber() {
    return numbered(bankCode, NAMED, numbers.incrementAndGet());
  }

  /// The account that a node opens first, for itself. Others know its number without asking.
  public static AccountId own(String bankCode) {
    return numbered(bankCode, NAMED, 1);
  }

  /// The account that a node numbers itself, counted from 1.
  private static AccountId numbered(String bankCode, String series, long number) {
    // Two letters and eleven digits are the thirteen characters that are the bank's own.
    return AccountId.of(bankCode, String.format(Locale.ROOT, series + "%011d", number));
  }

  private Account write(AccountId id, String reference, String name) {
    var account = new Account(id, reference, name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    tasks.await(store.keep(account), WRITE_TIMEOUT);
    add(account);
    return account;
  }

  /// Numbers rise; a number whose writing failed is not used again in this run.
  private void load(Account account) {
    add(account);
    Matcher own = OWN_NUMBER.matcher(account.id().value());
    if (own.find()) {
      AtomicLong counter = own.group(1).equals(NAMED) ? numbers : filedNumbers;
      counter.accumulateAndGet(Long.parseLong(own.group(2)), Math::max);
    }
  }

  private void add(Account account) {
    byReference.put(account.reference(), account);
    byId.put(account.id(), account);
  }
}

package kz.digitaltenge.node.customer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.peer.PayeeDesk;
import kz.digitaltenge.node.peer.PayeePeers;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Vault;

/// The customers of one bank's node, wired together: what its programs do with them, and what its
/// payments must ask.
public final class Customers {
  private static final Duration CLAIM_PERIOD = Duration.ofSeconds(1);

  private final Place place;
  private final CustomerFiles files;
  private final Payees payees;
  private final CustomerGuard guard;
  private final CustomerDesk desk;

  /// What customers are kept beside.
  ///
  /// @param own the bank's own account, which is no customer's
  /// @param days the clock of days and months
  public record Place(
      NodeId self,
      AccountId own,
      Accounts accounts,
      Purse purse,
      Vault vault,
      Tasks tasks,
      InstantSource clock,
      InstantSource days,
      Blocks blocks) {
    /// With days by the same clock.
    public Place(
        NodeId self,
        AccountId own,
        Accounts accounts,
        Purse purse,
        Vault vault,
        Tasks tasks,
        InstantSource clock,
        Blocks blocks) {
      this(self, own, accounts, purse, vault, tasks, clock, clock, blocks);
    }
  }

  /// How payees are found by phone, IIN and BIN.
  ///
  /// @param centreKey that the ID centre signs with, as last told; asked again when a statement
  ///   does not verify, for it may have been replaced
  /// @param banks the key that the banks share and the centre does not have
  /// @param own a secret of the node's
  /// @param signer with the node's identity key
  public record Identity(
      PayeeBook book,
      IdCentre centre,
      Supplier<PublicKey> centreKey,
      Seed banks,
      Seed own,
      PayeePeers peers,
      Signer signer,
      Supplier<NetworkView> network,
      SignatureVerifier verifier) {}

  /// Customers whom nobody finds by an alias; see the other.
  public Customers(CustomerBook book, Place place, Limits tables, Screening screening) {
    this(place, book, new CustomerFiles(book, place.accounts()), tables, screening, Payees.NONE);
  }

  /// Reads who is there, and opens the accounts that a stop has left unopened. Blocking.
  public Customers(
      CustomerBook book, Place place, Limits tables, Screening screening, Identity identity) {
    this(place, book, new CustomerFiles(book, place.accounts()), tables, screening, identity);
  }

  private Customers(
      Place place,
      CustomerBook book,
      CustomerFiles files,
      Limits tables,
      Screening screening,
      Identity identity) {
    this(place, book, files, tables, screening, new PayeesByAlias(place, identity, book, files));
  }

  private Customers(
      Place place,
      CustomerBook book,
      CustomerFiles files,
      Limits tables,
      Screening screening,
      Payees payees) {
    this.place = place;
    this.files = files;
    this.payees = payees;
    var fates = new PaymentFates(place.vault(), place.tasks());
    var spending = new Spending(book, fates, tables, place.days());
    this.guard =
        new CustomerGuard(
            place.self(), place.own(), files, spending, place.purse(), tables, screening, payees);
    this.desk = new CustomerDesk(place, book, files, guard, spending, tables, payees);
  }

  /// Begins to tell the ID centre of customers, again and again while it is away.
  public void start() {
    place.tasks().start("claims of " + place.self(), this::tellCentre);
  }

  private void tellCentre() {
    boolean running = true;
    while (running) {
      try {
        payees.tellAgain();
        place.tasks().sleep(CLAIM_PERIOD);
      } catch (PlatformException e) {
        running = e.code() != ErrorCode.STOPPING;
      }
    }
  }

  /// The name that the customer whose account it is lets payers see; empty for an account without a
  /// customer's file.
  public Optional<String> disclosed(AccountId account) {
    return files.owner(account).map(customer -> customer.file().disclosure().shown(customer));
  }

  /// Why nobody but its owner can sign for an account; empty for a company's that is not closed.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  public Optional<String> fault(AccountId account) {
    if (place.accounts().find(account).isEmpty()) {
      throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", place.self())
          .exception();
    }
    if (!(files.owner(account).orElse(null) instanceof Customer.Company)) {
      return Optional.of("it is no company's");
    }
    return files.state(account) == AccountState.CLOSED
        ? Optional.of("it is closed")
        : Optional.empty();
  }

  public AccountGuard guard() {
    return guard;
  }

  public CustomerOperations desk() {
    return desk;
  }

  /// What other banks are told.
  public PayeeDesk payees() {
    return payees::answer;
  }
}

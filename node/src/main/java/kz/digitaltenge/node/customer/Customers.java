package kz.digitaltenge.node.customer;

import java.time.InstantSource;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Vault;

/// The customers of one bank's node, wired together: what its programs do with them, and what its
/// payments must ask.
public final class Customers {
  private final CustomerGuard guard;
  private final CustomerDesk desk;

  /// What customers are kept beside.
  ///
  /// @param own the bank's own account, which is no customer's
  public record Place(
      NodeId self,
      AccountId own,
      Accounts accounts,
      Purse purse,
      Vault vault,
      Tasks tasks,
      InstantSource clock) {}

  /// Reads who is there, and opens the accounts that a stop has left unopened. Blocking.
  public Customers(CustomerBook book, Place place, LimitTable table, Screening screening) {
    var files = new CustomerFiles(book, place.accounts());
    var fates = new PaymentFates(place.vault(), place.tasks());
    var spending = new Spending(book, fates, table, place.clock());
    this.guard = new CustomerGuard(place.self(), files, spending, place.purse(), table, screening);
    this.desk = new CustomerDesk(place, book, files, guard, spending, table);
  }

  public AccountGuard guard() {
    return guard;
  }

  public CustomerOperations desk() {
    return desk;
  }
}

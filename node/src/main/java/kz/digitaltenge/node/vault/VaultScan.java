package kz.digitaltenge.node.vault;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.Account;

/// Everything in a vault at one moment. Rows are handed over one by one, so memory does not grow
/// with the vault. For one thread; blocks; throws [VaultException].
public interface VaultScan extends AutoCloseable {
  /// Whose vault this is; empty before the node's first start.
  Optional<VaultRecord.Founded> founded();

  /// The accounts in the order of opening.
  void accounts(Consumer<Account> consumer);

  /// Network parameters by rising epoch.
  void parameters(Consumer<VaultRecord.ParametersAdopted> consumer);

  /// The newest head of the notary's log that was seen.
  Optional<VaultRecord.HeadSeen> head();

  /// States of final transactions that no final transaction has consumed.
  void liveStates(Consumer<OwnState> consumer);

  /// Stored or committed transactions without a settlement, oldest first.
  void unresolved(Consumer<KnownTransaction> consumer);

  /// All transactions, oldest first.
  void transactions(Consumer<KnownTransaction> consumer);

  /// Transactions, newest first, as long as the consumer wants more.
  void newestFirst(Predicate<KnownTransaction> wantsMore);

  /// States consumed by a final transaction before the one that creates them was settled here.
  void spentEarly(Consumer<StateRef> consumer);

  /// What passed between this node and each other by all final transactions settled here.
  List<Turnover> turnovers();

  /// The highest log position of a settlement, [Settlement#NOT_LOGGED] when there is none.
  long highestPosition();

  /// Count and sum of live tokens (registers left out) per holding.
  List<HoldingTotal> totals();

  @Override
  void close();
}

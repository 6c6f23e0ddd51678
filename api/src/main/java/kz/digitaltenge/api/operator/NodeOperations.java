package kz.digitaltenge.api.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.supply.SupplyNotice;

/// What a validating node does for its operators and for the bank's own services.
///
/// Blocking; any thread may call, as many at once as there is work. Requests that are refused end
/// with a [PlatformException], except payments, whose refusal is an outcome.
public interface NodeOperations {
  NodeStatus status();

  /// Opens an account. The same request again gives the same account.
  ///
  /// @throws PlatformException `ACCOUNT_EXISTS` when the reference has an account of another name
  ///   or number, or the number belongs to another reference
  AccountLine openAccount(OpenAccount request);

  /// One account.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  AccountLine account(String account);

  /// Every account by number.
  void accounts(Consumer<AccountLine> reader);

  /// Accounts by number, those whose number comes after this one; an empty text begins.
  ///
  /// @param limit accounts at most, 1 to [AccountLine#LINES_MAX]
  List<AccountLine> accountsAfter(String account, int limit);

  /// What an account has, one line an asset and mark; empty when it never had anything.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  List<BalanceLine> balances(String account);

  /// The account's movements before a sequence, newest first; [HistoryPart#NEWEST] begins.
  ///
  /// @param limit lines at most, 1 to [HistoryPart#LINES_MAX]
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  HistoryPart history(String account, long before, int limit);

  /// What happened on the accounts of this node after a position, in the order in which the node
  /// wrote it down; [EventLine#BEGINNING] begins. The same question asked again begins with the
  /// same answer, for good: nothing that was told is taken back or moved, nothing comes in between.
  ///
  /// @param limit events at most, 1 to [EventLine#LINES_MAX]
  /// @param patience how long to wait while there are none; the answer may be empty earlier
  List<EventLine> events(long after, int limit, Duration patience);

  /// Pays and waits for the end, half a minute at most. Asking again with the same order is always
  /// safe.
  ///
  /// @throws PlatformException `OVERLOADED` when the node carries out as many as it can; this call
  ///   did nothing, an earlier one with the same id may have
  PayOutcome pay(PayOrder order);

  /// Everything this node knows about a payment, made or received here.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT`
  PaymentExplanation explain(String payment);

  /// The central bank's newest word on the supply that this node has heard; empty before the first.
  Optional<SupplyNotice> supplyNotice();

  /// Count and sum of live tokens by asset and mark, as stored on disk.
  List<HoldingLine> totals();

  /// Every live state that this node looks after, as of one moment.
  void liveStates(Consumer<LiveState> reader);
}

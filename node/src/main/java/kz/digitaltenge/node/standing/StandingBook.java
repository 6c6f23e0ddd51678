package kz.digitaltenge.node.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.State;

/// The durable memory of standing orders. What a method did is on disk when it returns, and with
/// it, in the [kz.digitaltenge.node.event.Outbox], what a customer would not expect; repeating it
/// is safe. All throw a [kz.digitaltenge.api.error.PlatformException] when the memory does not
/// answer.
public interface StandingBook {
  /// What is paid within it after it fell due, and by the first try, is paid on time.
  Duration ON_TIME = Duration.ofHours(1);

  /// Keeps an order, unless its id is taken, and returns what is kept.
  StandingOrder begin(StandingOrder.Order order, State state, Instant dueAt, Instant at);

  Optional<StandingOrder> find(String id);

  StandingOrder find(long order);

  /// Those that are looked for before a number, newest first.
  ListPart<StandingOrder> find(Wanted wanted, long before, int limit);

  /// Which orders are looked for; what is empty does not narrow.
  ///
  /// @param payer the account that pays
  record Wanted(Optional<AccountId> payer, Optional<State> state) {}

  /// What fell due of an order, after a number, in order.
  List<Execution> executions(long order, int after, int limit);

  /// Active orders whose next falls due by now, the longest due first, after a place among them.
  List<StandingOrder> ripe(Instant now, Ripe after, int limit);

  /// Moves the next of an order to another time, because the calendar has changed.
  void move(long order, int number, Instant dueAt);

  /// Notes in one write that the next of an order fell due and when the one after it does.
  void fall(long order, Fallen fallen, Optional<Instant> next, Instant at);

  /// What is due and to be tried by now, the longest waiting first, after a place among it.
  List<Due> open(Instant now, Tried after, int limit);

  /// Notes that a try came to nothing, and when the next is.
  void again(Execution execution, Instant tryAt, Problem problem, Instant at);

  /// Notes how it ended; what has ended stays as it is.
  void end(Execution execution, End end, Instant at);

  /// How much there is to do, now or later.
  UnderWay underWay();

  /// Counts.
  ///
  /// @param orders that are active
  /// @param payments that have fallen due and have no end
  record UnderWay(long orders, long payments) {}

  /// Brings an order into another state, unless it has left the first; returns how it stands.
  StandingOrder change(long order, State from, State to, int number, Instant dueAt, Instant at);

  /// Changes the state alone, if it is `from`, whatever falls due meanwhile; returns the order as
  /// it is then.
  StandingOrder change(long order, State from, State to, Instant at);

  /// A place among what is ripe.
  record Ripe(Instant dueAt, long order) {
    /// Before all of it.
    public static final Ripe FIRST = new Ripe(Instant.EPOCH, 0);

    static Ripe of(StandingOrder order) {
      return new Ripe(order.dueAt(), order.seq());
    }
  }

  /// What is to be paid, and by which order.
  record Due(Execution execution, StandingOrder order) {}

  /// A place among what is to be tried.
  record Tried(Instant tryAt, long order, int number) {
    /// Before all of it.
    public static final Tried FIRST = new Tried(Instant.EPOCH, 0, 0);

    static Tried of(Execution execution) {
      return new Tried(execution.tryAt(), execution.order(), execution.number());
    }
  }

  /// What fell due.
  ///
  /// @param fate due or missed
  record Fallen(int number, LocalDate day, Instant dueAt, Fate fate) {}

  /// How it ended.
  sealed interface End {
    record Paid(TransactionId transaction) implements End {}

    record Failed(Problem problem) implements End {}
  }
}

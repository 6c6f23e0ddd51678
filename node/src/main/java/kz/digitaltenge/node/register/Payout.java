package kz.digitaltenge.node.register;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;

/// One line of a register as it stands.
///
/// @param account where it is paid; empty while the alias has not been looked up
public record Payout(Order order, Optional<AccountId> account, Way way, State state) {

  /// What is wished for.
  ///
  /// @param place in the register, counted from 1
  /// @param line the writer's name for it, 1 to 64 characters of `A-Z a-z 0-9 . _ : -`
  public record Order(int place, String line, Payee payee, Amount amount, String purpose) {}

  /// Who is paid.
  public sealed interface Payee {
    /// By the number of an account.
    record Numbered(AccountId account) implements Payee {}

    /// By a phone, an IIN or a BIN.
    record Known(Alias alias) implements Payee {}

    /// Not known any more: the register ended long ago.
    record Forgotten() implements Payee {}
  }

  /// By which payment it is paid. Once that is decided it stays, but that what was together may be
  /// paid alone when the payment of all was refused.
  public sealed interface Way {
    Undecided UNDECIDED = new Undecided();
    Alone ALONE = new Alone();

    /// It has not begun.
    record Undecided() implements Way {}

    /// By one of its own.
    record Alone() implements Way {}

    /// By one that pays several payouts, all of them or none.
    ///
    /// @param first the place of the first of them
    record Together(int first) implements Way {}

    /// By this one, which does not follow from the line any more: the line is forgotten.
    record Forgotten(PaymentId payment) implements Way {}
  }

  /// Where it stands.
  public sealed interface State {
    Waiting WAITING = new Waiting();

    /// Not come to an end.
    record Waiting() implements State {}

    /// The end: it is final in the ledger.
    record Paid(TransactionId transaction, Instant at) implements State {}

    /// The end: nothing was paid, and why.
    record Refused(Problem problem) implements State {}

    /// The end: given up before it began.
    record Cancelled() implements State {}
  }

  /// A state's name in the books.
  public enum Name {
    WAITING,
    PAID,
    REFUSED,
    CANCELLED;

    static Name of(State state) {
      return switch (state) {
        case State.Waiting _ -> WAITING;
        case State.Paid _ -> PAID;
        case State.Refused _ -> REFUSED;
        case State.Cancelled _ -> CANCELLED;
      };
    }
  }

  int place() {
    return order.place();
  }

  /// Why nothing was paid, when that is its end.
  Optional<Problem> problem() {
    return state instanceof State.Refused(var problem) ? Optional.of(problem) : Optional.empty();
  }
}

package kz.digitaltenge.node.purse;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.Amount;

/// What a purse says to a payment that asks for tokens.
public sealed interface ReservationAnswer {
  /// Here they are; nobody else gets them before the holder is done.
  record Granted(Reservation reservation) implements ReservationAnswer {}

  /// The account has not got so much, even when the change of all running payments is back.
  ///
  /// @param available free now and not promised to those who wait
  /// @param pending change of running payments and money on its way in
  record Insufficient(Amount available, Amount pending) implements ReservationAnswer {}

  /// There is enough, in tokens so small that one transaction cannot carry them: merge first.
  ///
  /// @param payable what the largest tokens that fit are worth together
  record Fragmented(Amount payable) implements ReservationAnswer {}

  /// There will be enough once running payments give change; first come, first served.
  record Waiting(Turn turn) implements ReservationAnswer {}

  /// A place in the queue of an account.
  interface Turn {
    /// Completes with an answer other than [Waiting], unless withdrawn.
    CompletableFuture<ReservationAnswer> answer();

    /// Leaves the queue; what was granted meanwhile goes back. For whoever stops waiting, whatever
    /// the reason.
    void withdraw();
  }
}

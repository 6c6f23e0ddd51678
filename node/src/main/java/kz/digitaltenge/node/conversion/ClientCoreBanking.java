package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// A bank's own core banking system, as its node needs it: it moves money between a customer's
/// account and the bank's account for conversions. Each bank writes its own adapter.
///
/// Blocking; any thread may call. No answer to an order is an exception: what could not be found
/// out is [Answer.Unknown].
public interface ClientCoreBanking {
  /// Has an order booked, once however often it is sent: the same order again gets the answer that
  /// it got first.
  Answer settle(Order order);

  /// What was booked on the account for conversions on a day of the system's calendar, so far.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it could not be asked
  List<Entry> entries(LocalDate day);

  /// Which way the money goes, as the customer sees it.
  enum Direction {
    DEBIT,
    CREDIT
  }

  /// A movement on a customer's account.
  ///
  /// @param id names it for good: 1 to 35 letters, digits and hyphens
  record Order(String id, Direction direction, AccountId account, Amount amount) {}

  /// One booking.
  record Entry(String order, Direction direction, Amount amount, Instant bookedAt) {}

  /// What became of an order.
  sealed interface Answer {
    /// The money has moved.
    ///
    /// @param reference of the system, the same whenever it is asked
    record Settled(String reference, Instant bookedAt) implements Answer {}

    /// Nothing moved, and this order never will.
    record Refused(String reason) implements Answer {}

    /// Nobody can say whether the money moved. The same order is to be sent again.
    record Unknown(Problem problem) implements Answer {}
  }
}

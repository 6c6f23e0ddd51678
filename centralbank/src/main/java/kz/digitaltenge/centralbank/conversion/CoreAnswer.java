package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the core banking system says about an order.
public sealed interface CoreAnswer {

  /// The money has moved; asked again, the system says so in the same bytes.
  ///
  /// @param message the system's answer as it came; its hash is the confirmation
  record Settled(Bytes message, Instant bookedAt) implements CoreAnswer {
    public Hash confirmation() {
      return Hash.sha256(message.trusted());
    }
  }

  /// Nothing moved, and this order never will.
  record Refused(Reason reason, Bytes message) implements CoreAnswer {}

  /// Nothing moved; the same order may be sent again once the system's day has begun.
  record OutsideHours(Instant opensAt) implements CoreAnswer {}

  /// Nobody can say whether the money moved. The same order is to be sent again.
  record Unknown(Problem problem) implements CoreAnswer {}

  /// Why an order was refused for good.
  enum Reason {
    INSUFFICIENT_FUNDS,
    ACCOUNT_CLOSED,
    UNKNOWN_ACCOUNT
  }
}

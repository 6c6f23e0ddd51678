package kz.digitaltenge.centralbank.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Whether an order is the bank's own word, for this network and of now: without it nobody is
/// debited.
///
/// @param clock by which orders get old; the machine's, as banks sign by theirs
public record OrderCheck(
    Supplier<NetworkView> network, SignatureVerifier verifier, InstantSource clock) {
  /// What was signed longer ago begins nothing any more.
  static final Duration AGE_MAX = Duration.ofDays(1);

  /// How far a bank's clock may be ahead.
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /// @throws PlatformException `STOCK_ORDER_NOT_TAKEN`, `WRONG_CURRENCY`
  void requireSigned(SignedStockOrder signed) {
    StockOrder order = signed.order();
    NetworkView view = network.get();
    if (!order.networkId().equals(view.networkId())) {
      throw notTaken(order.name().value(), "it is of another network");
    }
    Optional<NetworkParameters> parameters = view.at(order.epoch());
    if (parameters.isEmpty()) {
      throw notTaken(
          order.name().value(), "the network parameters that it was signed under do not count");
    }
    if (!signed.verifies(parameters, verifier)) {
      throw notTaken(order.name().value(), "the signature is not that of the bank's node");
    }
    Asset expected = view.current().assets().getFirst().asset();
    if (!order.asset().equals(expected)) {
      throw Problem.of(
              ErrorCode.WRONG_CURRENCY,
              "currency",
              order.asset().code(),
              "expected",
              expected.code())
          .exception();
    }
  }

  /// For one that begins a conversion: an old order is not brought again by somebody who found it.
  ///
  /// @throws PlatformException `STOCK_ORDER_NOT_TAKEN`
  void requireOfNow(StockOrder order) {
    Instant now = clock.instant();
    if (order.at().isBefore(now.minus(AGE_MAX))) {
      throw notTaken(order.name().value(), "it was signed too long ago");
    }
    if (order.at().isAfter(now.plus(AHEAD_MAX))) {
      throw notTaken(order.name().value(), "it was signed in the future");
    }
  }

  static PlatformException notTaken(String name, String reason) {
    return Problem.of(ErrorCode.STOCK_ORDER_NOT_TAKEN, "conversion", name, "reason", reason)
        .exception();
  }
}

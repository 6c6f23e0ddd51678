package kz.digitaltenge.node.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.conversion.StockConversion.Request;

/// Signs a bank's orders to the central bank with its node's identity key.
///
/// @param clock the machine's
public record OrderSigning(
    NodeId bank, Signer identity, Supplier<NetworkView> network, InstantSource clock) {
  /// The central bank begins nothing on what is a day old.
  private static final Duration FRESH = Duration.ofHours(12);

  Bytes sign(Request request) {
    NetworkView view = network.get();
    var order =
        new StockOrder(
            view.networkId(),
            view.current().epoch(),
            bank,
            request.name(),
            switch (request.kind()) {
              case ISSUANCE -> StockOrder.Kind.ISSUANCE;
              case REDEMPTION -> StockOrder.Kind.REDEMPTION;
            },
            view.current().assets().getFirst().asset(),
            request.amount(),
            Instant.ofEpochMilli(clock.millis()));
    return Bytes.ofTrusted(SignedStockOrder.sign(order, identity).encode());
  }

  /// Whether the central bank still takes it as signed.
  boolean isFresh(Bytes signedOrder) {
    StockOrder order = SignedStockOrder.decode(signedOrder.toArray()).order();
    Instant now = clock.instant();
    return order.epoch() == network.get().current().epoch()
        && !order.at().isBefore(now.minus(FRESH))
        && !order.at().isAfter(now);
  }
}

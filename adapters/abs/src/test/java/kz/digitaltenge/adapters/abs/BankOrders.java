package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;

import java.time.InstantSource;
import java.util.ArrayList;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.OrderCheck;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;

/// Banks that sign what they order, and a central bank that knows their keys.
final class BankOrders {
  private static final NetworkParameters PARAMETERS = parameters();
  static final NetworkView NETWORK = NetworkView.genesis(PARAMETERS);

  private BankOrders() {}

  private static NetworkParameters parameters() {
    NetworkParameters known = TestNetwork.of(1).parameters();
    var participants = new ArrayList<>(known.participants());
    participants.add(
        new Participant(
            KAZPOST,
            "Kazpost",
            "563",
            "localhost:7005",
            key(KAZPOST).publicKey(),
            Participant.Kind.BANK));
    return new NetworkParameters(
        known.epoch(),
        known.previous(),
        known.effectiveFrom(),
        known.urgent(),
        participants,
        known.notary(),
        known.assets());
  }

  static Signer key(NodeId bank) {
    return bank.equals(HALYK)
        ? TestNetwork.of(1).node(HALYK).identity()
        : TestKeys.p256("identity of " + bank);
  }

  static OrderCheck check() {
    return check(() -> OPEN);
  }

  static OrderCheck check(InstantSource clock) {
    return new OrderCheck(() -> NETWORK, JcaSignatures.ofJdk(), clock);
  }

  static StockOrder order(ConversionRequest request) {
    return new StockOrder(
        NETWORK.networkId(),
        1,
        request.id().bank(),
        new PaymentId(request.id().name()),
        request.kind() == Kind.ISSUANCE ? StockOrder.Kind.ISSUANCE : StockOrder.Kind.REDEMPTION,
        TestNetwork.KZT,
        request.amount(),
        OPEN);
  }

  static SignedStockOrder signed(ConversionRequest request) {
    return SignedStockOrder.sign(order(request), key(request.id().bank()));
  }
}

package kz.digitaltenge.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.testkit.BitFlips;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

/// A bank's order is proved by the file alone, also when parameters have changed since.
final class StockOrderFileTest {
  private static final TestNetwork NETWORK = TestNetwork.of(1);
  private static final SignatureVerifier VERIFIER = JcaSignatures.ofJdk();
  private static final SignedParameters GENESIS = NETWORK.signed(NETWORK.parameters());

  private static SignedStockOrder order(int epoch) {
    var order =
        new StockOrder(
            NETWORK.networkId(),
            epoch,
            TestNetwork.HALYK,
            new PaymentId("large"),
            StockOrder.Kind.ISSUANCE,
            TestNetwork.KZT,
            Amount.ofTenge(20),
            TestNetwork.NOW);
    return SignedStockOrder.sign(order, NETWORK.node(TestNetwork.HALYK).identity());
  }

  @Test
  void anOrderIsProvedUnderTheParametersOfItsTime() {
    NetworkParameters next = TestNetwork.successorOf(NETWORK.parameters(), false);
    var file = new StockOrderFile(List.of(GENESIS, NETWORK.signed(next)), order(1));

    StockOrderFile read = StockOrderFile.decode(file.encode());

    assertThat(read).isEqualTo(file);
    assertThat(read.doubt(NETWORK.networkId(), VERIFIER)).isEmpty();
    assertThat(read.doubt(Hash.sha256(new byte[1]), VERIFIER)).isPresent();
    assertThat(new StockOrderFile(List.of(GENESIS), order(2)).doubt(NETWORK.networkId(), VERIFIER))
        .isPresent();
  }

  @Test
  void noChangedByteProvesAnything() {
    SignedStockOrder good = order(1);

    BitFlips.each(
        good.encode(),
        flipped -> {
          try {
            var file = new StockOrderFile(List.of(GENESIS), SignedStockOrder.decode(flipped));
            assertThat(file.doubt(NETWORK.networkId(), VERIFIER)).isPresent();
          } catch (MalformedException _) {
            // Nothing is read at all.
          }
        });
  }

  @Test
  void whatIsNoFileIsRefused() {
    byte[] file = new StockOrderFile(List.of(GENESIS), order(1)).encode();
    for (byte[] bytes : List.of(new byte[0], new byte[1], Arrays.copyOf(file, 200))) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> StockOrderFile.decode(bytes));
    }
  }
}

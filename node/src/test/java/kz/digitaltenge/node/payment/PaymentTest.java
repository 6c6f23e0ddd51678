package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.testkit.Books;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import org.junit.jupiter.api.Test;

class PaymentTest {
  @Test
  void moneyMovesAcrossBanks() {
    InMemoryNetwork.play(
        1,
        network -> {
          var aigerim = network.funded(network.halyk(), 1_000);
          var bolat = network.centerCredit().open("Bolat");

          var result =
              network
                  .simulation()
                  .await(
                      network.halyk().pay(order("p1", aigerim, bolat, 300)), Duration.ofMinutes(1));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          network.quieten();
          assertThat(network.halyk().available(aigerim)).isEqualTo(Amount.ofTenge(700));
          assertThat(network.centerCredit().available(bolat)).isEqualTo(Amount.ofTenge(300));
          Books.balance(network);
        });
  }
}

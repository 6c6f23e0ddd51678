package kz.digitaltenge.node.refund;

import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import org.junit.jupiter.api.Test;

/// Refunds that wait, most of them for a bank that is silent.
class SilentBankTest {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final int TO_THE_SILENT = 20;

  @Test
  void aBankThatIsSilentDelaysNoRefundToAnother() {
    InMemoryNetwork.play(
        1,
        network -> {
          SimulatedNode bank = network.centerCredit();
          AccountId stock = bank.open("stock");
          AccountId bolat = bank.open("Bolat");
          pay(network, network.halyk(), "of-halyk", bolat);
          pay(network, network.eurasian(), "of-eurasian", bolat);
          network.simulation().pass(Duration.ofSeconds(5));
          var book = new MemoryRefunds();
          var asked = new ArrayList<Instant>();
          // At first nobody is there.
          var away = new Refunds(book, bank.parts(), new Away(), stock);
          IntStream.range(0, TO_THE_SILENT).forEach(i -> ask(network, away, "r-" + i, "of-halyk"));
          ask(network, away, "last", "of-eurasian");
          assertThat(book.open()).hasSize(TO_THE_SILENT + 1);

          var halyk = network.halyk().open("any").bankCode();
          PaymentService real = bank.flows().payments();
          var refunds =
              new Refunds(
                  book,
                  bank.parts(),
                  new Away() {
                    @Override
                    public PaymentResult pay(PaymentOrder order) {
                      if (!order.legs().getFirst().payee().bankCode().equals(halyk)) {
                        return real.pay(order);
                      }
                      asked.add(bank.clock());
                      bank.parts().tasks().sleep(SILENCE);
                      return super.pay(order);
                    }
                  },
                  stock);
          Instant began = bank.clock();
          List<Refund> advanced =
              network.simulation().await(bank.ask(_ -> refunds.resume()), PATIENCE);

          Refund last = book.find(new PaymentId("last")).orElseThrow();
          assertThat(last.stage()).isEqualTo(Stage.PAID);
          assertThat(Duration.between(began, last.changedAt())).isLessThan(SILENCE);
          assertThat(advanced).contains(last);
          assertThat(asked)
              .as("who is silent is asked by few, and not once more in the same look")
              .hasSize(RefundLines.PER_BANK);
          assertThat(book.open())
              .hasSize(TO_THE_SILENT)
              .allMatch(refund -> refund.stage() == Stage.ORDERED);
        });
  }

  private static void pay(InMemoryNetwork network, SimulatedNode payers, String id, AccountId to) {
    AccountId payer = network.funded(payers, 1_000);
    assertThat(network.pay(payers, order(id, payer, to, 100)))
        .isInstanceOf(PaymentResult.Final.class);
  }

  private static void ask(InMemoryNetwork network, Refunds refunds, String id, String payment) {
    var wish =
        new Refunds.Wish(
            new PaymentId(id),
            new PaymentId(payment),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Amount.ofTenge(1)),
            Optional.empty());
    var _ =
        network
            .simulation()
            .await(network.centerCredit().ask(_ -> refunds.request(wish)), PATIENCE);
  }

  /// A way to pay on which Halyk does not answer, nor anybody else.
  private static class Away implements PaymentService {
    @Override
    public PaymentResult pay(PaymentOrder order) {
      return new PaymentResult.Refused(
          order.id(),
          Problem.of(ErrorCode.PEER_SILENT, "peer", TestNetwork.HALYK, "timeout", SILENCE));
    }

    @Override
    public Optional<PaymentResult> outcome(PaymentOrder order) {
      return Optional.empty();
    }
  }
}

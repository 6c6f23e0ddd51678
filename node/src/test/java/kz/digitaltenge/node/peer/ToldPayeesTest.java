package kz.digitaltenge.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.Propose.Payee;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import org.junit.jupiter.api.Test;

/// How a proposal carries what its payees are told.
class ToldPayeesTest {
  private static final Remittance RENT = new Remittance("Жалдау ақысы", "C-7/1", "859");
  private static final int LIST_OF_FIVE = 0x85;
  private static final int LIST_OF_SIX = 0x86;

  /// Plays until the payee's bank has attested and the payer's is away.
  private static void attested(
      Remittance told, java.util.function.BiConsumer<InMemoryNetwork, Propose> scenario) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = InMemoryNetwork.order("p1", aigerim, bolat, 300).telling(told);
          var sent = new ArrayList<Propose>();
          network
              .wire()
              .forger(
                  call -> {
                    if (call.kind() == MessageKind.PROPOSE) {
                      sent.add(Propose.decode(call.body().toArray()));
                    }
                    return call;
                  });
          network.halyk().crashAt(Step.PAYER_RECEIVE_ATTESTED);
          CompletableFuture<?> _ = network.halyk().pay(order);
          network
              .simulation()
              .until("the payer is away", () -> !network.halyk().isUp(), Duration.ofMinutes(1));
          scenario.accept(network, sent.getFirst());
        });
  }

  @Test
  void aProposalThatTellsNothingHasTheBytesThatItAlwaysHad() {
    attested(
        Remittance.NONE,
        (_, plain) -> {
          byte[] bytes = plain.encode();
          assertThat(Byte.toUnsignedInt(bytes[0])).isEqualTo(LIST_OF_FIVE);
          assertThat(Propose.decode(bytes)).isEqualTo(plain);
          assertThat(plain.remittances().byLeg()).isEmpty();
        });
  }

  @Test
  void whatAPayeeIsToldComesWithIt() {
    attested(
        RENT,
        (_, telling) -> {
          byte[] bytes = telling.encode();
          assertThat(Byte.toUnsignedInt(bytes[0])).isEqualTo(LIST_OF_SIX);
          assertThat(Propose.decode(bytes)).isEqualTo(telling);
          assertThat(telling.payees().getFirst().remittance()).isEqualTo(RENT);
          assertThat(telling.hasLegs()).isFalse();
          for (int cut = 1; cut < bytes.length; cut += 7) {
            byte[] part = java.util.Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> Propose.decode(part)).isInstanceOf(MalformedException.class);
          }
        });
  }

  @Test
  void whatWasStoredIsNotToldDifferentlyLater() {
    attested(
        RENT,
        (network, first) -> {
          assertThat(answer(network, first)).isNotEmpty();
          for (Remittance other :
              List.of(Remittance.NONE, Remittance.ofPurpose("something else"))) {
            List<Payee> payees =
                first.payees().stream()
                    .map(payee -> new Payee(payee.leg(), payee.account(), other))
                    .toList();
            var second =
                new Propose(
                    first.payment(),
                    first.attempt(),
                    payees,
                    first.transaction(),
                    first.provenance());
            assertThatThrownBy(() -> answer(network, second))
                .isInstanceOfSatisfying(
                    PlatformException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
          }
          network.settle();
        });
  }

  private static byte[] answer(InMemoryNetwork network, Propose proposal) {
    return network
        .simulation()
        .await(
            network
                .wire()
                .send(
                    TestNetwork.HALYK,
                    TestNetwork.CENTERCREDIT,
                    MessageKind.PROPOSE,
                    proposal.encode()),
            Duration.ofMinutes(1));
  }
}

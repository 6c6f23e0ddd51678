package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Disks that are full, busy, slow, or will not say whether they wrote.
class DiskTroubleTest {
  /// Aigerim at Halyk has 1 000 and pays 300 to Bolat at CenterCredit.
  private record Scene(InMemoryNetwork network, AccountId aigerim, AccountId bolat) {
    static void play(Consumer<Scene> scenario) {
      InMemoryNetwork.play(
          network ->
              scenario.accept(
                  new Scene(
                      network,
                      network.funded(network.halyk(), 1_000),
                      network.centerCredit().open("Bolat"))));
    }

    SimulatedNode payer() {
      return network.halyk();
    }

    SimulatedNode payee() {
      return network.centerCredit();
    }

    PaymentOrder order() {
      return InMemoryNetwork.order("p1", aigerim, bolat, 300);
    }

    PaymentResult pay() {
      return network.pay(payer(), order());
    }

    /// Does something to a disk when a transaction gets there for the first time.
    void when(Step step, Runnable trouble) {
      var begun = new AtomicBoolean();
      network.watch(
          (_, reached, _) -> {
            if (reached == step && begun.compareAndSet(false, true)) {
              trouble.run();
            }
          });
    }

    void paidOnce() {
      network.settle();
      holds(payer(), aigerim, 700);
      holds(payee(), bolat, 300);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DISK_FULL", "BUSY", "STOPPED", "UNREACHABLE", "UNEXPECTED"})
  void aCommitThatIsRefusedLeavesTheTokensFree(Reason reason) {
    Scene.play(
        scene -> {
          scene.payer().disk().refuse(reason);

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Refused.class);

          holds(scene.payer(), scene.aigerim, 1_000);
          scene.payer().disk().accept();
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @Test
  void aFullDiskIsCalledAFullDisk() {
    Scene.play(
        scene -> {
          scene.payer().disk().refuse(Reason.DISK_FULL);

          assertThat(((PaymentResult.Refused) scene.pay()).problem().code())
              .isEqualTo(ErrorCode.DISK_FULL);

          scene.payer().disk().accept();
          scene.network.settle();
        });
  }

  @Test
  void aCommitInDoubtThatWasWrittenIsFollowed() {
    Scene.play(
        scene -> {
          scene.when(Step.PAYER_RECEIVE_ATTESTED, () -> scene.payer().disk().hideOutcomes(true));

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Pending.class);
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Pending.class);
          assertThat(scene.payer().balance(scene.aigerim).reserved())
              .isEqualTo(Amount.ofTenge(1_000));
          scene.payer().disk().hideOutcomes(false);

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @Test
  void aCommitInDoubtThatWasNotWrittenIsWrittenAgain() {
    Scene.play(
        scene -> {
          scene.when(
              Step.PAYER_RECEIVE_ATTESTED,
              () -> scene.payer().disk().refuse(Reason.OUTCOME_UNKNOWN));

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Pending.class);
          scene.payer().disk().accept();

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @Test
  void aCommitInDoubtForLongEndsAsNever() {
    Scene.play(
        scene -> {
          scene.when(
              Step.PAYER_RECEIVE_ATTESTED,
              () -> scene.payer().disk().refuse(Reason.OUTCOME_UNKNOWN));
          scene.pay();
          scene.network.simulation().pass(Duration.ofMinutes(5));
          scene.payer().disk().accept();

          scene.network.settle();

          holds(scene.payer(), scene.aigerim, 1_000);
        });
  }

  @Test
  void aCommitOnASlowDiskIsFollowedWhenTheDiskAnswers() {
    Scene.play(
        scene -> {
          scene.when(Step.PAYER_RECEIVE_ATTESTED, () -> scene.payer().disk().freeze());

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Pending.class);
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Pending.class);
          holds(scene.payee(), scene.bolat, 0);
          scene.payer().disk().thaw();

          scene.network.quieten();
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.network.settle();
        });
  }

  @Test
  void anEndThatTheDiskRefusesIsRecordedLater() {
    Scene.play(
        scene -> {
          scene.when(Step.PAYER_ANSWERED, () -> scene.payer().disk().refuse(Reason.BUSY));
          scene.when(Step.PAYEE_DELIVERED, () -> scene.payee().disk().refuse(Reason.DISK_FULL));

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.network.quieten();
          holds(scene.payer(), scene.aigerim, 700);
          scene.payer().disk().accept();
          scene.payee().disk().accept();

          scene.paidOnce();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"DISK_FULL", "BUSY", "OUTCOME_UNKNOWN"})
  void aPayeeThatCannotStoreSaysSoAndNothingMoves(Reason reason) {
    Scene.play(
        scene -> {
          scene.payee().disk().refuse(reason);

          PaymentResult result = scene.pay();

          assertThat(((PaymentResult.Refused) result).problem().code())
              .isEqualTo(ErrorCode.OVERLOADED);
          holds(scene.payer(), scene.aigerim, 1_000);
          scene.payee().disk().accept();
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }

  @Test
  void aReceiptInDoubtEndsByItselfAsNever() {
    Scene.play(
        scene -> {
          scene.payee().disk().hideOutcomes(true);
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Refused.class);
          scene.payee().disk().hideOutcomes(false);

          assertThat(scene.payee().flows().unresolvedReceipts()).isEqualTo(1);

          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.paidOnce();
        });
  }
}

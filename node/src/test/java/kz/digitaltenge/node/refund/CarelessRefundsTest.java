package kz.digitaltenge.node.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import org.junit.jupiter.api.Test;

/// The bank that was paid does not count what it gives back, or lies about it.
class CarelessRefundsTest {
  @Test
  void theBankOfThePayerTakesNoMoreThanWasPaidWhateverItIsTold() {
    RefundsTest.Scene.play(
        1,
        scene -> {
          // The refunding bank has lost its account of refunds.
          scene.refund(scene.centerCredit(), "r1", "p1", 200);
          scene.pass(Duration.ofSeconds(5));
          Refunds forgetful = notCounting(scene);
          scene.pay(scene.halyk(), "more", scene.aigerim(), scene.bolat(), 200);

          Refund refused =
              scene
                  .network()
                  .simulation()
                  .await(
                      scene
                          .centerCredit()
                          .ask(_ -> forgetful.request(RefundsTest.wish("r2", "p1", 200))),
                      RefundsTest.PATIENCE);

          assertThat(refused.stage()).isEqualTo(Refund.Stage.REFUSED);
          assertThat(refused.note().words()).contains("more than was paid");
        });
  }

  /// Also of refunds that are all under way before any of them is final.
  @Test
  void theBankOfThePayerTakesNoMoreThanWasPaidOfManyAtOnce() {
    RefundsTest.Scene.play(
        2,
        scene -> {
          scene.pay(scene.halyk(), "more", scene.aigerim(), scene.bolat(), 600);
          var asked = new ArrayList<CompletableFuture<Refund>>();
          for (int i = 0; i < 4; i++) {
            Refunds careless = notCounting(scene);
            String name = "r" + i;
            asked.add(
                scene.centerCredit().ask(_ -> careless.request(RefundsTest.wish(name, "p1", 200))));
          }
          scene.network().settle();

          assertThat(asked).hasSize(4);
          assertThat(
                  scene
                      .halyk()
                      .vault()
                      .refunds(scene.transaction(scene.halyk(), "p1"))
                      .join()
                      .stream()
                      .filter(RefundsTest::isFinal)
                      .count())
              .isEqualTo(1);
        });
  }

  /// What the refunding bank proposed before it died and will never commit spends the same tokens.
  @Test
  void aTryThatWasGivenUpIsInNobodysWay() {
    RefundsTest.Scene.play(
        3,
        scene -> {
          scene.centerCredit().crashAt(Step.PAYER_RECEIVE_ATTESTED);
          var _ = scene.ask(scene.centerCredit(), "r1", "p1", 300);
          scene
              .network()
              .simulation()
              .until("it dies", () -> !scene.centerCredit().isUp(), Duration.ofMinutes(1));
          scene.centerCredit().start();
          Instant before = scene.network().simulation().now();

          scene.resume(scene.centerCredit());

          assertThat(scene.refund(scene.centerCredit(), "r1", "p1", 300).stage())
              .isEqualTo(Refund.Stage.PAID);
          assertThat(Duration.between(before, scene.network().simulation().now()))
              .isLessThan(Duration.ofSeconds(10));
        });
  }

  /// It has no account of earlier refunds.
  private static Refunds notCounting(RefundsTest.Scene scene) {
    return new Refunds(
        new MemoryRefunds(),
        scene.centerCredit().parts(),
        scene.centerCredit().flows().payments(),
        scene.stock());
  }
}

package kz.digitaltenge.node.request;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.request.Request.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests to accounts that several people sign for: accepted, they wait for the signatures.
class ApprovedRequestsTest {
  private static final Duration TIME = Duration.ofMinutes(10);

  private enum Word {
    NONE,
    YES,
    NO
  }

  /// What the mandates of the payer's bank say, in whichever life of its node.
  private static final class Signatories {
    private volatile Word word = Word.NONE;

    PaymentService asked(PaymentService payments) {
      return new PaymentService() {
        @Override
        public PaymentResult pay(PaymentOrder order) {
          return switch (word) {
            case NONE ->
                throw Problem.of(ErrorCode.APPROVAL_REQUIRED, "account", order.payer()).exception();
            case YES -> payments.pay(order);
            case NO ->
                new PaymentResult.Refused(
                    order.id(),
                    Problem.of(
                        ErrorCode.PAYMENT_NOT_APPROVED,
                        "payment",
                        order.id(),
                        "reason",
                        "the director saw no invoice"));
          };
        }

        @Override
        public Optional<PaymentResult> outcome(PaymentOrder order) {
          return payments.outcome(order);
        }

        @Override
        public Optional<PaymentResult> end(PaymentOrder order, String reason) {
          if (word == Word.NONE) {
            word = Word.NO;
          }
          return payments.outcome(order);
        }
      };
    }
  }

  private static Signatories accepted(Scene scene) {
    var signatories = new Signatories();
    scene.payer().asking = signatories::asked;
    PayRequest terms = scene.terms("r1", 300);
    scene
        .payee()
        .does(
            requests ->
                requests.ask(
                    new PayRequest(
                        terms.name(),
                        terms.payee(),
                        terms.payeeName(),
                        terms.payer(),
                        terms.asset(),
                        terms.amount(),
                        terms.purpose(),
                        scene.network().simulation().now().plus(TIME))));
    Request waiting = scene.accept("r1");
    assertThat(waiting.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    assertThat(waiting.note().words()).contains("signatories");
    assertThat(scene.accept("r1").stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    return signatories;
  }

  @Test
  void whatIsAcceptedWaitsAndIsPaidByItselfWhenItIsApproved() {
    Scene.play(
        scene -> {
          Signatories signatories = accepted(scene);
          scene.pass(Duration.ofMinutes(2));
          var _ = scene.payer().does(Requests::resume);
          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.AWAITING_APPROVAL);
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.OPEN);
          holds(scene.payer().node, scene.aigerim(), 1_000);
          scene.payer().node.restart();

          signatories.word = Word.YES;
          scene.pass(RequestBook.APPROVAL_REST_MAX);
          var _ = scene.payer().does(Requests::resume);

          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.PAID);
          scene.settle();
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.PAID);
          holds(scene.payee().node, scene.bolat(), 300);
          scene.isToldOnce();
        });
  }

  @Test
  void whatIsNotApprovedIsRefusedWithoutTheSignatoriesReason() {
    Scene.play(
        scene -> {
          Signatories signatories = accepted(scene);
          signatories.word = Word.NO;

          scene.settle();

          for (RequestBank bank : new RequestBank[] {scene.payer(), scene.payee()}) {
            assertThat(scene.seen(bank, "r1")).isEqualTo(Stage.REFUSED);
          }
          assertThat(scene.payer().book.find(scene.payment("r1")).orElseThrow().note().words())
              .contains("did not approve")
              .doesNotContain("invoice");
          assertThat(scene.payer().told(scene.aigerim()))
              .containsExactly("IN", "REQUEST_RECEIVED", "REQUEST_REFUSED");
          assertThat(scene.payee().told(scene.bolat()))
              .containsExactly("REQUEST_SENT", "REQUEST_REFUSED");
          holds(scene.payer().node, scene.aigerim(), 1_000);
        });
  }

  @Test
  void whatIsNotApprovedInTheRequestsTimeExpiresAndCanBeApprovedNoMore() {
    Scene.play(
        scene -> {
          Signatories signatories = accepted(scene);
          scene.pass(TIME);

          scene.settle();

          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.EXPIRED);
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
          assertThat(signatories.word).isEqualTo(Word.NO);
          holds(scene.payer().node, scene.aigerim(), 1_000);
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whoeverDiesAtAnyStepItIsPaidOnce(Step step) {
    Scene.play(
        step.name().length(),
        scene -> {
          Signatories signatories = accepted(scene);
          var dying = step.name().startsWith("PAYER") ? scene.payer().node : scene.payee().node;
          dying.crashAt(step);
          signatories.word = Word.YES;
          scene.pass(RequestBook.APPROVAL_REST_MAX);
          var _ = scene.payer().asks(Requests::resume);
          scene
              .network()
              .simulation()
              .until(dying.id() + " crashes", () -> !dying.isUp(), Duration.ofMinutes(1));
          scene.pass(Duration.ofSeconds(2));
          dying.start();
          scene.settle();
          if (scene.seen(scene.payer(), "r1") == Stage.OPEN) {
            assertThat(scene.accept("r1").stage()).isEqualTo(Stage.PAID);
            scene.settle();
          }

          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.PAID);
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.PAID);
          scene.network().settle();
          holds(scene.payer().node, scene.aigerim(), 700);
          holds(scene.payee().node, scene.bolat(), 300);
          scene.isToldOnce();
        });
  }
}

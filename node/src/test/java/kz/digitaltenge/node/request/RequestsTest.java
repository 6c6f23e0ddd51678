package kz.digitaltenge.node.request;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;
import kz.digitaltenge.node.testkit.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests to pay between real flows, decided by one and seen by both, under every crash.
class RequestsTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  private static void refused(ErrorCode code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void anAcceptedRequestIsPaidOnceAndBothBanksKnow() {
    Scene.play(
        scene -> {
          PayRequest terms = scene.terms("r1", 300);
          for (int i = 0; i < 2; i++) {
            assertThat(scene.payee().does(requests -> requests.ask(terms)).stage())
                .isEqualTo(Stage.OPEN);
            assertThat(scene.payee().told(scene.bolat())).containsExactly("REQUEST_SENT");
          }
          refused(ErrorCode.PAYMENT_ID_REUSED, () -> scene.ask("r1", 301));
          assertThat(scene.accept("r1").stage()).isEqualTo(Stage.PAID);
          assertThat(scene.accept("r1").stage()).isEqualTo(Stage.PAID);
          scene.settle();

          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.PAID);
          scene.network().settle();
          holds(scene.payer().node, scene.aigerim(), 700);
          holds(scene.payee().node, scene.bolat(), 300);
          scene.isToldOnceInOrder();
        });
  }

  @Test
  void aRefusedRequestIsNeverPaidAndThePayeeLearnsWhy() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.payer().does(requests -> requests.refuse(scene.payment("r1"), "Not ordered"));
          scene.settle();

          assertThat(scene.payee().book.find(new PaymentId("r1")))
              .hasValueSatisfying(
                  request -> {
                    assertThat(request.stage()).isEqualTo(Stage.REFUSED);
                    assertThat(request.note().words()).isEqualTo("Not ordered");
                  });
          refused(ErrorCode.REQUEST_NOT_OPEN, () -> scene.accept("r1"));
          refused(
              ErrorCode.REQUEST_NOT_OPEN,
              () -> scene.payee().does(requests -> requests.cancel(new PaymentId("r1"))));
          holds(scene.payer().node, scene.aigerim(), 1_000);
        });
  }

  @Test
  void aRequestThatWasTakenBackCannotBeAccepted() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);

          assertThat(scene.payee().does(requests -> requests.cancel(new PaymentId("r1"))).stage())
              .isEqualTo(Stage.CANCELLED);
          refused(ErrorCode.REQUEST_NOT_OPEN, () -> scene.accept("r1"));
          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.CANCELLED);
        });
  }

  @Test
  void whoeverComesFirstDecidesBetweenPayingAndTakingBack() {
    for (long seed = 1; seed <= 2; seed++) {
      Scene.play(
          seed,
          scene -> {
            scene.ask("r1", 300);
            var accepting = scene.payer().asks(requests -> requests.accept(scene.payment("r1")));
            var cancelling = scene.payee().asks(requests -> requests.cancel(new PaymentId("r1")));
            scene.pass(Duration.ofMinutes(2));
            scene.settle();

            assertThat(accepting).isDone();
            assertThat(cancelling).isDone();
            Stage end = scene.seen(scene.payer(), "r1");
            assertThat(end).isIn(Stage.PAID, Stage.CANCELLED);
            assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(end);
            holds(scene.payee().node, scene.bolat(), end == Stage.PAID ? 300 : 0);
          });
    }
  }

  @Test
  void aRequestEndsWithItsTime() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.pass(A_DAY);

          refused(ErrorCode.REQUEST_NOT_OPEN, () -> scene.accept("r1"));
          scene.settle();

          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.EXPIRED);
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
        });
  }

  @Test
  void afterItsTimeNoPaymentIsBegun() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.payee().node.crash();
          assertThat(scene.accept("r1").stage()).isEqualTo(Stage.ACCEPTED);
          scene.pass(A_DAY);
          scene.payee().node.start();
          scene.settle();

          assertThat(scene.seen(scene.payer(), "r1")).isEqualTo(Stage.EXPIRED);
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
          scene.network().settle();
          holds(scene.payer().node, scene.aigerim(), 1_000);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CANCELLED", "EXPIRED"})
  void moneyThatIsHereCountsForMoreThanAnyEnd(Stage end) {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene
              .payee()
              .book
              .move(
                  new PaymentId("r1"),
                  Set.of(Stage.OPEN),
                  new Change(end, true, Note.NONE),
                  scene.network().simulation().now());

          assertThat(scene.accept("r1").stage()).isEqualTo(Stage.PAID);
          scene.settle();

          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.PAID);
        });
  }

  @Test
  void aRequestThatIsRefusedForGoodAfterItsTimeHasExpired() {
    Scene.play(
        scene -> {
          scene.payer().node.crash();
          assertThat(scene.ask("r1", 300).stage()).isEqualTo(Stage.ORDERED);
          scene.pass(A_DAY);
          scene.payer().node.start();
          scene.settle();

          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
        });
  }

  @Test
  void aNewNameOfThePayeeIsNoOtherRequest() {
    Scene.play(
        scene -> {
          PayRequest terms = scene.terms("r1", 300);
          var renamed =
              new PayRequest(
                  terms.name(),
                  terms.payee(),
                  "Bolat A.",
                  terms.payer(),
                  terms.asset(),
                  terms.amount(),
                  terms.purpose(),
                  terms.expiresAt());
          var _ = scene.payee().does(requests -> requests.ask(terms));

          assertThat(scene.payee().does(requests -> requests.ask(renamed)).terms())
              .isEqualTo(terms);
        });
  }

  @Test
  void whatCannotBeTakenBackEndsWithItsTime() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          // A bank that answers, and never takes it back.
          scene
              .payee()
              .book
              .move(
                  new PaymentId("r1"),
                  Set.of(Stage.OPEN),
                  new Change(Stage.CANCELLING, true, Note.NONE),
                  scene.network().simulation().now());
          scene.pass(A_DAY.plus(RequestBook.GRACE));
          scene.payer().node.requests(new Stubborn());
          var _ = scene.payee().does(Requests::resume);

          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
        });
  }

  @Test
  void anEndIsNotToldForEver() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.ask("r2", 300);
          scene.payee().node.crash();
          Instant now = scene.network().simulation().now();
          Instant longAgo = now.minus(PayerSide.TELLING_MAX).minusSeconds(1);
          var refused = new Change(Stage.REFUSED, false, Note.NONE);
          scene.payer().book.move(scene.payment("r1"), Set.of(Stage.OPEN), refused, longAgo);
          scene.payer().book.move(scene.payment("r2"), Set.of(Stage.OPEN), refused, now);
          var _ = scene.payer().does(Requests::resume);

          assertThat(scene.payer().book.find(scene.payment("r1")).orElseThrow().told()).isTrue();
          assertThat(scene.payer().book.find(scene.payment("r2")).orElseThrow().told()).isFalse();
        });
  }

  /// Has every request open for ever.
  private static final class Stubborn implements RequestDesk {
    @Override
    public RequestWord take(NodeId peer, PayRequest request) {
      return new RequestWord(request.name(), RequestWord.State.OPEN, "");
    }

    @Override
    public RequestWord withdraw(NodeId peer, PaymentId name) {
      return new RequestWord(name, RequestWord.State.OPEN, "");
    }

    @Override
    public void ended(NodeId peer, RequestWord word) {}
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of(Scope.SEND, true, true),
        Arguments.of(Scope.RECEIVE, false, true),
        Arguments.of(Scope.RECEIVE, true, false),
        Arguments.of(Scope.SEND, false, false));
  }

  /// Wherever the block is known: at the payee's bank nothing is noted, at the payer's the end is
  /// told with the reason.
  @ParameterizedTest
  @MethodSource("blocks")
  void nobodyIsAskedForWhatABlockForbids(Scope scope, boolean ofPayersBank, boolean forbids) {
    Scene.play(
        scene -> {
          NodeId blocked = (ofPayersBank ? scene.payer() : scene.payee()).node.id();
          BlockOrder order =
              scene
                  .network()
                  .keys()
                  .order(1, Optional.of(blocked), Set.of(scope), Optional.empty());
          scene.payer().node.blocks().adopt(order);

          PayRequest terms = scene.terms("r1", 300);
          Request asked = scene.payee().does(requests -> requests.ask(terms));

          assertThat(asked.stage()).isEqualTo(forbids ? Stage.REFUSED : Stage.OPEN);
          scene.payee().node.blocks().adopt(order);
          if (forbids) {
            refused(ErrorCode.BANK_BLOCKED, () -> scene.ask("r2", 300));
            assertThat(scene.payee().book.find(new PaymentId("r2"))).isEmpty();
          } else {
            assertThat(scene.ask("r2", 300).stage()).isEqualTo(Stage.OPEN);
          }
          // What is known is told as it stands.
          assertThat(scene.payee().does(requests -> requests.ask(terms)).stage())
              .isEqualTo(asked.stage());
        });
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.ask("r2", 300);
          Instant now = scene.network().simulation().now();
          var ended = new Change(Stage.CANCELLED, true, Note.NONE);
          Instant longAgo = now.minus(RequestBook.KEPT).minusSeconds(1);
          scene.payee().book.move(new PaymentId("r1"), Set.of(Stage.OPEN), ended, longAgo);
          scene.payee().book.move(new PaymentId("r2"), Set.of(Stage.OPEN), ended, now);
          var _ = scene.payee().does(Requests::resume);
          refused(
              ErrorCode.UNKNOWN_REQUEST,
              () -> scene.payee().does(requests -> requests.find(new PaymentId("r1"))));
          assertThat(scene.seen(scene.payee(), "r2")).isEqualTo(Stage.CANCELLED);
        });
  }

  @Test
  void whatWasPaidStandsForNoOtherRequestHoweverLongAgo() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          scene.accept("r1");
          scene.settle();
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.PAID);
          var paid = new Change(Stage.PAID, true, Note.NONE);
          Instant longAgo =
              scene.network().simulation().now().minus(RequestBook.KEPT).minusSeconds(1);
          scene.payee().book.move(new PaymentId("r1"), Set.of(Stage.PAID), paid, longAgo);
          scene.payer().book.move(scene.payment("r1"), Set.of(Stage.PAID), paid, longAgo);
          var _ = scene.payee().does(Requests::resume);
          var _ = scene.payer().does(Requests::resume);
          assertThat(scene.payee().book.find(new PaymentId("r1"))).isEmpty();
          assertThat(scene.payer().book.find(scene.payment("r1"))).isEmpty();

          refused(ErrorCode.PAYMENT_ID_REUSED, () -> scene.ask("r1", 200));
          NodeId asking = scene.payee().node.id();
          PayRequest terms = scene.terms("r1", 200);
          refused(
              ErrorCode.PAYMENT_ID_REUSED,
              () -> scene.payer().does(requests -> requests.take(asking, terms)));
        });
  }

  @Test
  void aRequestThatNobodyTookEndsByItself() {
    Scene.play(
        scene -> {
          scene.payer().node.crash();
          assertThat(scene.ask("r1", 300).stage()).isEqualTo(Stage.ORDERED);
          scene.pass(A_DAY.plus(RequestBook.GRACE));
          var _ = scene.payee().does(Requests::resume);

          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.EXPIRED);
        });
  }

  @Test
  void whatCannotBePaidNowIsOpenAgain() {
    Scene.play(
        scene -> {
          scene.ask("r1", 1_100);

          Request poor = scene.accept("r1");

          assertThat(poor.stage()).isEqualTo(Stage.OPEN);
          assertThat(poor.note().words()).contains("1000");
          assertThat(poor.told()).isTrue();
          scene
              .network()
              .mint()
              .issue(scene.payer().node, scene.aigerim(), List.of(Amount.ofTenge(200)));
          assertThat(scene.accept("r1").stage()).isEqualTo(Stage.PAID);
          scene.settle();
          holds(scene.payee().node, scene.bolat(), 1_100);
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whoeverDiesAtAnyStepItIsPaidOnce(Step step) {
    Scene.play(
        step.name().length(),
        scene -> {
          scene.ask("r1", 300);
          SimulatedNode dying =
              step.name().startsWith("PAYER") ? scene.payer().node : scene.payee().node;
          dying.crashAt(step);
          var _ = scene.payer().asks(requests -> requests.accept(scene.payment("r1")));
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

  @Test
  void aBankThatSaysPaidIsBelievedWhenTheMoneyIsHere() {
    Scene.play(
        scene -> {
          scene.ask("r1", 300);
          var word = new RequestWord(new PaymentId("r1"), RequestWord.State.PAID, "");

          refused(
              ErrorCode.PAYMENT_OUTCOME_UNKNOWN,
              () ->
                  scene
                      .payee()
                      .does(
                          requests -> {
                            requests.ended(scene.payer().node.id(), word);
                            return true;
                          }));
          refused(
              ErrorCode.UNKNOWN_REQUEST,
              () ->
                  scene
                      .payee()
                      .does(
                          requests -> {
                            requests.ended(
                                scene.network().eurasian().id(),
                                new RequestWord(
                                    new PaymentId("r1"), RequestWord.State.REFUSED, ""));
                            return true;
                          }));
          assertThat(scene.seen(scene.payee(), "r1")).isEqualTo(Stage.OPEN);
        });
  }

  @Test
  void aBankAsksForItsOwnCustomersOnly() {
    Scene.play(
        scene ->
            refused(
                ErrorCode.MALFORMED_REQUEST,
                () ->
                    scene
                        .payer()
                        .does(
                            requests ->
                                requests.take(
                                    scene.network().eurasian().id(), scene.terms("r1", 300)))));
  }

  @Test
  void customersOfOneBankAskEachOtherToo() {
    Scene.play(
        scene -> {
          AccountId dana = scene.payer().node.open("Dana");
          PayRequest wish = scene.terms("r1", 100);
          var terms =
              new PayRequest(
                  wish.name(),
                  dana,
                  "Dana",
                  scene.aigerim(),
                  wish.asset(),
                  wish.amount(),
                  "",
                  wish.expiresAt());
          var _ = scene.payer().does(requests -> requests.ask(terms));
          PaymentId id = Request.payment(scene.payer().node.id(), wish.name());

          assertThat(scene.payer().does(requests -> requests.accept(id)).stage())
              .isEqualTo(Stage.PAID);
          scene.settle();
          assertThat(scene.payer().book.find(wish.name()).orElseThrow().stage())
              .isEqualTo(Stage.PAID);
          holds(scene.payer().node, dana, 100);
        });
  }
}

package kz.digitaltenge.node.refund;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultEvent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Payments given back between real flows, under every crash.
class RefundsTest {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /// Aigerim at Halyk had 1 000 and has paid 300 of it to Bolat at CenterCredit, 100 to Dana at
  /// Halyk.
  record Scene(
      InMemoryNetwork network,
      AccountId aigerim,
      AccountId dana,
      AccountId bolat,
      AccountId stock,
      RefundBook ofHalyk,
      RefundBook ofCenterCredit) {
    static void play(long seed, Consumer<Scene> scenario) {
      InMemoryNetwork.play(
          seed,
          network -> {
            AccountId stock = network.centerCredit().open("stock");
            var scene =
                new Scene(
                    network,
                    network.funded(network.halyk(), 1_000),
                    network.halyk().open("Dana"),
                    network.centerCredit().open("Bolat"),
                    stock,
                    new MemoryRefunds(),
                    new MemoryRefunds());
            scene.pay(scene.halyk(), "p1", scene.aigerim, scene.bolat, 300);
            scene.pay(scene.halyk(), "p2", scene.aigerim, scene.dana, 100);
            scene.pass(Duration.ofSeconds(5));
            scenario.accept(scene);
          });
    }

    SimulatedNode halyk() {
      return network.halyk();
    }

    SimulatedNode centerCredit() {
      return network.centerCredit();
    }

    void pay(SimulatedNode bank, String id, AccountId payer, AccountId payee, long tenge) {
      assertThat(network.pay(bank, order(id, payer, payee, tenge)))
          .isInstanceOf(PaymentResult.Final.class);
    }

    void pass(Duration duration) {
      network.simulation().pass(duration);
    }

    /// As the bank's node has it in this life.
    Refunds refunds(SimulatedNode bank) {
      RefundBook book = bank == halyk() ? ofHalyk : ofCenterCredit;
      return new Refunds(book, bank.parts(), bank.flows().payments(), stock);
    }

    CompletableFuture<Refund> ask(SimulatedNode bank, String id, String payment, long tenge) {
      Refunds refunds = refunds(bank);
      return bank.ask(_ -> refunds.request(wish(id, payment, tenge)));
    }

    Refund refund(SimulatedNode bank, String id, String payment, long tenge) {
      return network.simulation().await(ask(bank, id, payment, tenge), PATIENCE);
    }

    List<Refund> listed(SimulatedNode bank, String payment) {
      Refunds refunds = refunds(bank);
      return network
          .simulation()
          .await(bank.ask(_ -> refunds.ofPayment(new PaymentId(payment))), PATIENCE);
    }

    /// An account's part of `s1`.
    Refund giveBack(SimulatedNode bank, String id, AccountId account, long tenge) {
      Refunds refunds = refunds(bank);
      var wish =
          new Refunds.Wish(
              new PaymentId(id),
              new PaymentId("s1"),
              Optional.empty(),
              Optional.of(account),
              Optional.of(Amount.ofTenge(tenge)),
              Optional.empty());
      return network.simulation().await(bank.ask(_ -> refunds.request(wish)), PATIENCE);
    }

    /// What the bank's rounds do until nothing is open.
    void resume(SimulatedNode bank) {
      RefundBook book = bank == halyk() ? ofHalyk : ofCenterCredit;
      Refunds refunds = refunds(bank);
      network
          .simulation()
          .until(
              "every refund ends",
              () -> {
                network.simulation().await(bank.ask(_ -> refunds.resume()), PATIENCE);
                return book.open().isEmpty();
              },
              PATIENCE);
    }

    TransactionId transaction(SimulatedNode bank, String payment) {
      return bank.vault().attempts(new PaymentId(payment)).join().getLast().id();
    }
  }

  static Refunds.Wish wish(String id, String payment, long tenge) {
    return new Refunds.Wish(
        new PaymentId(id),
        new PaymentId(payment),
        Optional.empty(),
        Optional.empty(),
        tenge == 0 ? Optional.empty() : Optional.of(Amount.ofTenge(tenge)),
        Optional.of(TestNetwork.KZT));
  }

  @Test
  void aPaymentGoesBackInPartsUntilNothingIsLeft() {
    Scene.play(
        1,
        scene -> {
          Refund part = scene.refund(scene.centerCredit(), "r1", "p1", 100);
          Refund rest = scene.refund(scene.centerCredit(), "r2", "p1", 0);

          assertThat(part.stage()).isEqualTo(Stage.PAID);
          assertThat(rest.amount()).isEqualTo(Amount.ofTenge(200));
          assertThat(scene.refund(scene.centerCredit(), "r1", "p1", 100)).isEqualTo(part);
          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 900);
          holds(scene.centerCredit(), scene.bolat, 0);
        });
  }

  /// Aigerim pays 60 to Bolat and 30 to Berik at CenterCredit and 10 to Dana at Halyk at once.
  @Test
  void whoeverIsPaidByASplitPaymentGivesBackItsOwnPartAtMost() {
    Scene.play(
        1,
        scene -> {
          AccountId berik = scene.centerCredit().open("Berik");
          List<Leg> legs =
              List.of(
                  new Leg(0, scene.bolat, Amount.ofTenge(60)),
                  new Leg(1, scene.dana, Amount.ofTenge(10)),
                  new Leg(2, berik, Amount.ofTenge(30)));
          var split =
              new PaymentOrder(
                  new PaymentId("s1"), scene.aigerim, legs, Holding.of(TestNetwork.KZT));
          assertThat(scene.network.pay(scene.halyk(), split))
              .isInstanceOf(PaymentResult.Final.class);
          scene.pass(Duration.ofSeconds(5));

          assertRefused(
              () -> scene.refund(scene.centerCredit(), "r0", "s1", 1), "name the account");
          assertThat(scene.giveBack(scene.centerCredit(), "r1", berik, 20).stage())
              .isEqualTo(Stage.PAID);
          assertExceeds(() -> scene.giveBack(scene.centerCredit(), "r2", berik, 11));
          assertExceeds(() -> scene.giveBack(scene.centerCredit(), "r3", scene.bolat, 61));
          assertThat(scene.giveBack(scene.centerCredit(), "r4", scene.bolat, 60).stage())
              .isEqualTo(Stage.PAID);
          assertExceeds(() -> scene.giveBack(scene.halyk(), "r5", scene.dana, 11));
          assertThat(scene.refund(scene.halyk(), "r6", "s1", 10).stage()).isEqualTo(Stage.PAID);

          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 600 - 100 + 20 + 60 + 10);
          holds(scene.centerCredit(), scene.bolat, 300);
          holds(scene.centerCredit(), berik, 10);
          holds(scene.halyk(), scene.dana, 100);
        });
  }

  private static void assertRefused(ThrowingCallable work, String reason) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REFUND_REFUSED);
              assertThat(e.problem().whatHappened()).contains(reason);
            });
  }

  private static void assertExceeds(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUND_EXCEEDS_PAYMENT));
  }

  @Test
  void bothBanksSeeWhatIsGivenBack() {
    Scene.play(
        1,
        scene -> {
          Refund refund = scene.refund(scene.centerCredit(), "r1", "p1", 100);
          scene.network.settle();

          TransactionId payment = scene.transaction(scene.halyk(), "p1");
          assertThat(refund.of()).isEqualTo(payment);
          for (SimulatedNode bank : List.of(scene.halyk(), scene.centerCredit())) {
            List<KnownTransaction> refunds = bank.vault().refunds(payment).join();
            assertThat(refunds)
                .extracting(KnownTransaction::id)
                .containsExactly(refund.transaction().orElseThrow());
            assertThat(RefundLink.amount(refunds.getFirst())).isEqualTo(Amount.ofTenge(100));
            assertThat(lastEvent(bank).refundOf()).contains(payment);
          }
          // Who refunds learns no account number.
          assertThat(lastEvent(scene.centerCredit()).movement().counterparty())
              .isNotEqualTo(scene.aigerim.value());
        });
  }

  private static HistoryPage.Line lastEvent(SimulatedNode bank) {
    VaultEvent last =
        bank.vault().events(EventLine.BEGINNING, VaultEvent.READ_MAX).join().getLast();
    return ((VaultEvent.Moved) last).line();
  }

  @Test
  void aPaymentWithinABankGoesBackToo() {
    Scene.play(
        1,
        scene -> {
          assertThat(scene.refund(scene.halyk(), "r1", "p2", 0).stage()).isEqualTo(Stage.PAID);
          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 700);
          holds(scene.halyk(), scene.dana, 0);
        });
  }

  /// What is refused before anything is noted.
  static Stream<Arguments> refusals() {
    return Stream.of(
        row("an unknown payment", ErrorCode.UNKNOWN_PAYMENT, scene -> ask(scene, "none", 10)),
        row(
            "a payment within another bank",
            ErrorCode.UNKNOWN_PAYMENT,
            scene -> ask(scene, "p2", 10)),
        row(
            "a payment that a customer here has sent",
            ErrorCode.REFUND_REFUSED,
            scene -> {
              scene.pay(scene.centerCredit(), "own", scene.bolat, scene.aigerim, 5);
              return ask(scene, "own", 5);
            }),
        row(
            "another currency than the payment's",
            ErrorCode.WRONG_CURRENCY,
            scene -> {
              Refunds refunds = scene.refunds(scene.centerCredit());
              var gold =
                  new Refunds.Wish(
                      new PaymentId("r"),
                      new PaymentId("p1"),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(TestNetwork.GOLD));
              return scene.centerCredit().ask(_ -> refunds.request(gold));
            }),
        row("more than was paid", ErrorCode.REFUND_EXCEEDS_PAYMENT, scene -> ask(scene, "p1", 301)),
        row(
            "more than is left",
            ErrorCode.REFUND_EXCEEDS_PAYMENT,
            scene -> {
              scene.refund(scene.centerCredit(), "before", "p1", 250);
              return ask(scene, "p1", 51);
            }),
        row(
            "a refund",
            ErrorCode.REFUND_REFUSED,
            scene -> {
              scene.refund(scene.centerCredit(), "back", "p1", 10);
              scene.pass(Duration.ofSeconds(5));
              return scene.ask(scene.halyk(), "r", "back", 10);
            }),
        row(
            "a payment into the bank's own account",
            ErrorCode.REFUND_REFUSED,
            scene -> {
              scene.pay(scene.centerCredit(), "conversion", scene.bolat, scene.stock, 5);
              return ask(scene, "conversion", 5);
            }),
        row(
            "a name that another refund has",
            ErrorCode.PAYMENT_ID_REUSED,
            scene -> {
              scene.refund(scene.centerCredit(), "r", "p1", 10);
              return ask(scene, "p1", 11);
            }));
  }

  private static Arguments row(
      String what, ErrorCode code, Function<Scene, CompletableFuture<Refund>> ask) {
    return Arguments.of(what, code, ask);
  }

  private static CompletableFuture<Refund> ask(Scene scene, String payment, long tenge) {
    return scene.ask(scene.centerCredit(), "r", payment, tenge);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatCannotBeGivenBackIsRefused(
      String what, ErrorCode code, Function<Scene, CompletableFuture<Refund>> ask) {
    Scene.play(
        1,
        scene ->
            assertThatThrownBy(() -> scene.network.simulation().await(ask.apply(scene), PATIENCE))
                .as(what)
                .isInstanceOfSatisfying(
                    PlatformException.class, e -> assertThat(e.code()).isEqualTo(code)));
  }

  /// Nobody has the first; the second stayed within Halyk.
  @ParameterizedTest
  @ValueSource(strings = {"none", "p2"})
  void ofAPaymentThatIsNotHereNoRefundsAreListed(String payment) {
    Scene.play(
        1,
        scene ->
            assertThatThrownBy(() -> scene.listed(scene.centerCredit(), payment))
                .isInstanceOfSatisfying(
                    PlatformException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_PAYMENT)));
  }

  @Test
  void aPaymentOfWhichNothingWasGivenBackHasNoRefunds() {
    Scene.play(
        1,
        scene -> {
          assertThat(scene.listed(scene.centerCredit(), "p1")).isEmpty();
          assertThat(scene.listed(scene.halyk(), "p1")).isEmpty();

          Refund refund = scene.refund(scene.centerCredit(), "r1", "p1", 100);

          assertThat(scene.listed(scene.centerCredit(), "p1")).containsExactly(refund);
        });
  }

  @Test
  void whatTheAccountDoesNotHoldIsRefusedAndLeftAgain() {
    Scene.play(
        1,
        scene -> {
          scene.pay(scene.centerCredit(), "spent", scene.bolat, scene.dana, 250);

          Refund refused = scene.refund(scene.centerCredit(), "r1", "p1", 100);

          assertThat(refused.stage()).isEqualTo(Stage.REFUSED);
          assertThat(scene.refund(scene.centerCredit(), "r2", "p1", 50).stage())
              .isEqualTo(Stage.PAID);
          // The refusal is for good, also when the money is there again.
          scene.pay(scene.halyk(), "again", scene.dana, scene.bolat, 250);
          assertThat(scene.refund(scene.centerCredit(), "r1", "p1", 100)).isEqualTo(refused);
          assertThat(scene.refund(scene.centerCredit(), "r3", "p1", 0).amount())
              .isEqualTo(Amount.ofTenge(250));
          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 900);
        });
  }

  @Test
  void whilePayersBankIsAwayTheRefundWaits() {
    Scene.play(
        1,
        scene -> {
          scene.halyk().crash();

          Refund waiting = scene.refund(scene.centerCredit(), "r1", "p1", 300);

          assertThat(waiting.stage()).isEqualTo(Stage.ORDERED);
          assertThatThrownBy(() -> scene.refund(scene.centerCredit(), "r2", "p1", 1))
              .isInstanceOf(PlatformException.class);
          scene.halyk().start();
          scene.resume(scene.centerCredit());
          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 900);
          holds(scene.centerCredit(), scene.bolat, 0);
        });
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whoeverDiesAtAnyStepItIsGivenBackOnce(Step step) {
    Scene.play(
        step.name().length(),
        scene -> {
          SimulatedNode dying =
              step.name().startsWith("PAYER") ? scene.centerCredit() : scene.halyk();
          dying.crashAt(step);
          var _ = scene.ask(scene.centerCredit(), "r1", "p1", 100);
          scene
              .network
              .simulation()
              .until(dying.id() + " crashes", () -> !dying.isUp(), Duration.ofMinutes(1));
          scene.pass(Duration.ofSeconds(2));
          dying.start();

          scene.resume(scene.centerCredit());

          assertThat(scene.refund(scene.centerCredit(), "r1", "p1", 100).stage())
              .isEqualTo(Stage.PAID);
          scene.network.settle();
          holds(scene.halyk(), scene.aigerim, 700);
          holds(scene.centerCredit(), scene.bolat, 200);
        });
  }

  /// However many are asked for at once, and whoever dies meanwhile.
  @ParameterizedTest
  @EnumSource(names = {"PAYER_COMMITTED", "PAYEE_STORED"})
  void refundsAtOnceNeverGiveBackMoreThanWasPaid(Step step) {
    Scene.play(
        step.name().length(),
        scene -> {
          SimulatedNode dying =
              step.name().startsWith("PAYER") ? scene.centerCredit() : scene.halyk();
          var asked = new ArrayList<CompletableFuture<Refund>>();
          for (int i = 0; i < 12; i++) {
            long tenge = 20 + scene.network.simulation().random().nextLong(40);
            asked.add(scene.ask(scene.centerCredit(), "r" + i, "p1", tenge));
          }
          dying.crashAt(step);
          scene
              .network
              .simulation()
              .until(dying.id() + " crashes", () -> !dying.isUp(), Duration.ofMinutes(1));
          dying.start();
          scene.resume(scene.centerCredit());
          scene.network.settle();

          Amount back =
              scene.halyk().vault().refunds(scene.transaction(scene.halyk(), "p1")).join().stream()
                  .filter(RefundsTest::isFinal)
                  .map(RefundLink::amount)
                  .reduce(Amount.ZERO, Amount::plus);
          assertThat(asked).hasSize(12);
          assertThat(back).isBetween(Amount.ofTenge(241), Amount.ofTenge(300));
          assertThat(scene.halyk().available(scene.aigerim))
              .isEqualTo(Amount.ofTenge(600).plus(back));
        });
  }

  static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }
}

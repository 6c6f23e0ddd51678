package kz.digitaltenge.node.payment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static kz.digitaltenge.node.payment.SplitScene.TENGE;
import static kz.digitaltenge.node.payment.SplitScene.leg;
import static kz.digitaltenge.node.payment.SplitScene.problem;
import static kz.digitaltenge.node.payment.SplitScene.refused;
import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.Movement.Direction;
import kz.digitaltenge.node.vault.SplitLegs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Several payees are paid at once, and what orders of several are none.
class SplitPaymentTest {
  private static final AccountId NOBODY = AccountId.of("826", "0000000009999");

  @Test
  void allPayeesArePaidByOneTransaction() {
    SplitScene.play(
        1,
        scene -> {
          PaymentResult result = scene.pay();

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
          var paid = scene.network().halyk().vault().attempts(new PaymentId("s1")).join();
          assertThat(paid).hasSize(1);
          assertThat(paid.getFirst().committed().orElseThrow().peers())
              .containsExactly(TestNetwork.CENTERCREDIT, TestNetwork.EURASIAN);
        });
  }

  @Test
  void sixteenPayeesArePaid() {
    InMemoryNetwork.play(
        network -> {
          AccountId payer = network.funded(network.halyk(), 1_000);
          List<SimulatedNode> banks = network.nodes().subList(1, 4);
          List<Leg> legs =
              IntStream.range(0, Leg.COUNT_MAX)
                  .mapToObj(i -> leg(i, banks.get(i % 3).open("payee " + i), 1 + i))
                  .toList();

          PaymentResult result =
              network.pay(
                  network.halyk(), new PaymentOrder(new PaymentId("all"), payer, legs, TENGE));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          network.settle();
          holds(network.halyk(), payer, 1_000 - 136);
          for (Leg leg : legs) {
            holds(banks.get(leg.number() % 3), leg.payee(), 1 + leg.number());
          }
        });
  }

  @Test
  void eachSideFindsItsPartInItsHistory() {
    SplitScene.play(
        1,
        scene -> {
          var _ = scene.pay();
          scene.network().settle();

          SimulatedNode halyk = scene.network().halyk();
          assertThat(newest(halyk, scene.aigerim()))
              .isEqualTo(moved(scene.aigerim(), Direction.OUT, 200, scene.bolat() + " +3"));
          assertThat(newest(halyk, scene.marat()))
              .isEqualTo(moved(scene.marat(), Direction.IN, 10, scene.aigerim().value()));
          assertThat(newest(scene.network().centerCredit(), scene.berik()))
              .isEqualTo(moved(scene.berik(), Direction.IN, 60, halyk.id().value()));
          assertThat(newest(scene.network().eurasian(), scene.dana()))
              .isEqualTo(moved(scene.dana(), Direction.IN, 30, halyk.id().value()));
        });
  }

  @Test
  void aBankIsToldTheAccountsOfItsOwnPayeesOnly() {
    SplitScene.play(
        1,
        scene -> {
          var told = new ArrayList<String>();
          scene
              .network()
              .wire()
              .weather(
                  call -> {
                    told.add(call.to() + " " + new String(call.body().toArray(), ISO_8859_1));
                    return Wire.Fate.ARRIVES;
                  });
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);

          assertThat(told)
              .filteredOn(each -> each.startsWith(TestNetwork.EURASIAN.value()))
              .anyMatch(each -> each.contains(scene.dana().value()))
              .noneMatch(each -> each.contains(scene.bolat().value()))
              .noneMatch(each -> each.contains(scene.marat().value()))
              .noneMatch(each -> each.contains(scene.aigerim().value()));
          scene.allPaid();
        });
  }

  @Test
  void theVaultsOfBothSidesHaveTheLegs() {
    SplitScene.play(
        1,
        scene -> {
          var _ = scene.pay();
          scene.network().settle();

          var id = new PaymentId("s1");
          SimulatedNode halyk = scene.network().halyk();
          var committed = halyk.vault().attempts(id).join().getFirst().committed().orElseThrow();
          var stored =
              scene
                  .network()
                  .centerCredit()
                  .vault()
                  .received(halyk.id(), id)
                  .join()
                  .getFirst()
                  .stored()
                  .orElseThrow();
          assertThat(SplitLegs.in(committed.details())).isEqualTo(scene.order().legs());
          assertThat(SplitLegs.in(stored.details()))
              .containsExactly(leg(0, scene.bolat(), 100), leg(3, scene.berik(), 60));
        });
  }

  private static Movement newest(SimulatedNode bank, AccountId account) {
    return bank.vault()
        .history(account, HistoryPage.NEWEST, 1)
        .join()
        .lines()
        .getFirst()
        .movement();
  }

  private static Movement moved(
      AccountId account, Direction direction, long tenge, String counterparty) {
    return new Movement(
        account, direction, TENGE, Amount.ofTenge(tenge), new PaymentId("s1"), counterparty);
  }

  static Stream<Arguments> ordersThatAreNone() {
    Amount most = Amount.ofTiyn(Amount.MAX_TIYN);
    return Stream.of(
        Arguments.of(
            "nothing to the second",
            ErrorCode.NON_POSITIVE_AMOUNT,
            legs(scene -> List.of(leg(0, scene.bolat(), 1), leg(1, scene.dana(), 0)))),
        Arguments.of(
            "to one twice",
            ErrorCode.PAYEE_REPEATED,
            legs(scene -> List.of(leg(0, scene.bolat(), 1), leg(1, scene.bolat(), 2)))),
        Arguments.of(
            "to the payer as well",
            ErrorCode.SELF_PAYMENT,
            legs(scene -> List.of(leg(0, scene.bolat(), 1), leg(1, scene.aigerim(), 2)))),
        Arguments.of(
            "to nobody there",
            ErrorCode.UNKNOWN_ACCOUNT,
            legs(scene -> List.of(leg(0, scene.dana(), 1), leg(1, NOBODY, 2)))),
        Arguments.of(
            "to nobody here",
            ErrorCode.UNKNOWN_ACCOUNT,
            legs(
                scene ->
                    List.of(
                        leg(0, scene.dana(), 1), leg(1, AccountId.of("601", "0000000009999"), 2)))),
        Arguments.of(
            "to no bank",
            ErrorCode.UNKNOWN_BANK,
            legs(
                scene ->
                    List.of(
                        leg(0, scene.dana(), 1), leg(1, AccountId.of("999", "0000000000001"), 2)))),
        Arguments.of(
            "more than there is money in the world",
            ErrorCode.AMOUNT_TOO_LARGE,
            legs(
                scene -> List.of(new Leg(0, scene.bolat(), most), new Leg(1, scene.dana(), most)))),
        Arguments.of(
            "more than the payer has",
            ErrorCode.INSUFFICIENT_BALANCE,
            legs(scene -> List.of(leg(0, scene.bolat(), 600), leg(1, scene.dana(), 500)))),
        Arguments.of("no leg", ErrorCode.MALFORMED_REQUEST, legs(_ -> List.of())),
        Arguments.of(
            "seventeen legs",
            ErrorCode.MALFORMED_REQUEST,
            legs(
                _ ->
                    IntStream.range(0, 17)
                        .mapToObj(i -> leg(i, AccountId.of("826", "00000000000" + (10 + i)), 1))
                        .toList())));
  }

  private static Function<SplitScene, List<Leg>> legs(Function<SplitScene, List<Leg>> legs) {
    return legs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ordersThatAreNone")
  void anOrderThatIsNoneMovesNothing(
      String why, ErrorCode code, Function<SplitScene, List<Leg>> legs) {
    SplitScene.play(
        1,
        scene -> {
          List<Leg> wanted = legs.apply(scene);
          PaymentResult result =
              scene.network().pay(scene.network().halyk(), scene.order(wanted.toArray(new Leg[0])));

          Problem problem = problem(result);
          boolean ofAll =
              switch (code) {
                case AMOUNT_TOO_LARGE, INSUFFICIENT_BALANCE, MALFORMED_REQUEST -> true;
                default -> false;
              };
          if (ofAll) {
            assertThat(problem.code()).isEqualTo(code);
          } else {
            assertThat(problem).isEqualTo(refused(2, wanted.get(1).payee(), code));
          }
          scene.nonePaid();
        });
  }

  @Test
  void anotherAssetIsRefused() {
    SplitScene.play(
        1,
        scene -> {
          var dollars = Holding.of(new Asset(TestNetwork.CENTRAL_BANK, "USD"));
          var order =
              new PaymentOrder(new PaymentId("s1"), scene.aigerim(), scene.order().legs(), dollars);

          assertThat(problem(scene.network().pay(scene.network().halyk(), order)).code())
              .isEqualTo(ErrorCode.WRONG_CURRENCY);
          scene.nonePaid();
        });
  }

  @Test
  void theSameIdAgainHasTheSameEndAndOtherLegsAreRefused() {
    SplitScene.play(
        1,
        scene -> {
          PaymentResult first = scene.pay();
          PaymentResult again = scene.pay();
          var swapped =
              scene.order(
                  leg(0, scene.bolat(), 60),
                  leg(1, scene.dana(), 30),
                  leg(2, scene.marat(), 10),
                  leg(3, scene.berik(), 100));
          PaymentResult other = scene.network().pay(scene.network().halyk(), swapped);
          scene.network().halyk().restart();
          PaymentResult later = scene.network().pay(scene.network().halyk(), swapped);

          assertThat(again).isEqualTo(first);
          assertThat(problem(other).code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          assertThat(problem(later).code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          assertThat(scene.pay()).isEqualTo(first);
          scene.allPaid();
        });
  }
}

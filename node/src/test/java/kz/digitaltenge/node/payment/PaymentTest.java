package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.Books;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.Movement.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a payment does, and which orders are not payments.
class PaymentTest {
  @Test
  void moneyMovesAcrossBanks() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          network.settle();
          holds(network.halyk(), aigerim, 700);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void moneyMovesWithinABankWithoutAnybodyElse() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId marat = network.halyk().open("Marat");
          network
              .wire()
              .weather(
                  call -> {
                    throw new AssertionError("a call to " + call.to());
                  });

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, marat, 300));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          holds(network.halyk(), aigerim, 700);
          holds(network.halyk(), marat, 300);
          network.settle();
        });
  }

  @Test
  void anExactAmountLeavesNoChange() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 200, 100);
          AccountId bolat = network.centerCredit().open("Bolat");

          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          network.settle();
          holds(network.halyk(), aigerim, 0);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void tokensThatCameTogetherAreSpentTogether() {
    InMemoryNetwork.play(
        network -> {
          // One issue, one address for all three.
          AccountId aigerim = network.funded(network.halyk(), 100, 100, 100);
          AccountId bolat = network.centerCredit().open("Bolat");

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 250)))
              .isInstanceOf(PaymentResult.Final.class);

          network.settle();
          holds(network.halyk(), aigerim, 50);
        });
  }

  @Test
  void receivedMoneyCanBeSpentAtOnceAndRedeemedInTheEnd() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          AccountId dana = network.eurasian().open("Dana");

          network.pay(network.halyk(), order("p1", aigerim, bolat, 500));
          network.quieten();
          network.pay(network.centerCredit(), order("p2", bolat, dana, 400));
          network.quieten();
          network.pay(network.eurasian(), order("p3", dana, network.mint().treasury(), 250));
          network.quieten();
          network.mint().redeem(Amount.ofTenge(250));

          network.settle();
          holds(network.halyk(), aigerim, 500);
          holds(network.centerCredit(), bolat, 100);
          holds(network.eurasian(), dana, 150);
          assertThat(network.mint().register().circulating()).isEqualTo(Amount.ofTenge(750));
        });
  }

  @Test
  void bothSidesFindThePaymentInTheirHistory() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");

          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();

          assertThat(newest(network.halyk().vault().history(aigerim, HistoryPage.NEWEST, 1)))
              .isEqualTo(movement(aigerim, Direction.OUT, bolat.value()));
          assertThat(newest(network.centerCredit().vault().history(bolat, HistoryPage.NEWEST, 1)))
              .isEqualTo(movement(bolat, Direction.IN, network.halyk().id().value()));
        });
  }

  private static Movement newest(java.util.concurrent.CompletableFuture<HistoryPage> page) {
    return page.join().lines().getFirst().movement();
  }

  private static Movement movement(AccountId account, Direction direction, String counterparty) {
    return new Movement(
        account,
        direction,
        Holding.of(TestNetwork.KZT),
        Amount.ofTenge(300),
        new PaymentId("p1"),
        counterparty);
  }

  /// An order that is no payment.
  ///
  /// @param payee empty for the payer itself
  record NoPayment(
      String why, Optional<AccountId> payee, Holding holding, Amount amount, ErrorCode code) {
    @Override
    public String toString() {
      return why;
    }
  }

  static Stream<NoPayment> ordersThatAreNoPayments() {
    Holding tenge = Holding.of(TestNetwork.KZT);
    Amount some = Amount.ofTenge(10);
    AccountId unknownHere = AccountId.of("601", "0000000009999");
    AccountId unknownThere = AccountId.of("826", "0000000009999");
    AccountId nowhere = AccountId.of("999", "0000000000001");
    return Stream.of(
        new NoPayment(
            "nothing",
            Optional.of(unknownThere),
            tenge,
            Amount.ZERO,
            ErrorCode.NON_POSITIVE_AMOUNT),
        new NoPayment("to itself", Optional.empty(), tenge, some, ErrorCode.SELF_PAYMENT),
        new NoPayment(
            "to nobody here", Optional.of(unknownHere), tenge, some, ErrorCode.UNKNOWN_ACCOUNT),
        new NoPayment(
            "to nobody there", Optional.of(unknownThere), tenge, some, ErrorCode.UNKNOWN_ACCOUNT),
        new NoPayment("to no bank", Optional.of(nowhere), tenge, some, ErrorCode.UNKNOWN_BANK),
        new NoPayment(
            "of no asset",
            Optional.of(unknownThere),
            Holding.of(new Asset(TestNetwork.CENTRAL_BANK, "USD")),
            some,
            ErrorCode.WRONG_CURRENCY));
  }

  @ParameterizedTest
  @MethodSource("ordersThatAreNoPayments")
  void anOrderThatIsNoPaymentChangesNothing(NoPayment wish) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 100);
          var order =
              new PaymentOrder(
                  new PaymentId("p1"),
                  aigerim,
                  wish.payee.orElse(aigerim),
                  wish.holding,
                  wish.amount);

          assertThat(refusal(network.pay(network.halyk(), order)).code()).isEqualTo(wish.code);

          holds(network.halyk(), aigerim, 100);
          Books.balance(network);
        });
  }

  @Test
  void nobodyPaysFromAnUnknownAccount() {
    InMemoryNetwork.play(
        network -> {
          AccountId bolat = network.centerCredit().open("Bolat");
          AccountId unknown = AccountId.of("601", "0000000009999");

          PaymentResult result = network.pay(network.halyk(), order("p1", unknown, bolat, 1));

          assertThat(refusal(result).code()).isEqualTo(ErrorCode.UNKNOWN_ACCOUNT);
        });
  }

  @Test
  void nobodyPaysMoreThanThereIs() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 100, 50);
          AccountId bolat = network.centerCredit().open("Bolat");

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 151));

          assertThat(refusal(result))
              .isEqualTo(
                  Problem.of(
                      ErrorCode.INSUFFICIENT_BALANCE,
                      "account",
                      aigerim,
                      "available",
                      Amount.ofTenge(150),
                      "amount",
                      Amount.ofTenge(151)));
          holds(network.halyk(), aigerim, 150);
          Books.balance(network);
        });
  }

  private static Problem refusal(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem();
  }
}

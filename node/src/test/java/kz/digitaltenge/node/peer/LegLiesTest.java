package kz.digitaltenge.node.peer;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.peer.Propose.Payee;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a payer's node may say of the legs of a payment to several payees.
class LegLiesTest {
  /// @param reason why the leg is refused
  private static Arguments row(String what, ErrorCode reason, String payees) {
    return Arguments.of(what, reason, payees);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        row("accounts exchanged", ErrorCode.TRANSACTION_REFUSED, "0 Berik, 2 Bolat"),
        row("the first leg only", ErrorCode.TRANSACTION_REFUSED, "0 Bolat"),
        row("the last leg only", ErrorCode.TRANSACTION_REFUSED, "2 Berik"),
        row("legs in another order", ErrorCode.TRANSACTION_REFUSED, "2 Berik, 0 Bolat"),
        row("another bank's leg", ErrorCode.TRANSACTION_REFUSED, "0 Bolat, 1 Berik"),
        row("a leg that is change", ErrorCode.TRANSACTION_REFUSED, "0 Bolat, 3 Berik"),
        row("a leg too many", ErrorCode.TRANSACTION_REFUSED, "0 Bolat, 2 Berik, 4 Serik"),
        row("an account twice", ErrorCode.PAYEE_REPEATED, "0 Bolat, 2 Bolat"));
  }

  /// Bolat, Berik and Serik are at CenterCredit, Dana is at Eurasian.
  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieAboutLegsIsRefusedAndNobodyIsPaid(String what, ErrorCode reason, String payees) {
    InMemoryNetwork.play(
        network -> {
          AccountId payer = network.funded(network.halyk(), 100);
          Map<String, AccountId> accounts =
              Map.of(
                  "Bolat", network.centerCredit().open("Bolat"),
                  "Berik", network.centerCredit().open("Berik"),
                  "Serik", network.centerCredit().open("Serik"));
          AccountId dana = network.eurasian().open("Dana");
          List<Payee> told =
              Stream.of(payees.split(", ", -1)).map(each -> payee(accounts, each)).toList();
          network.wire().forger(call -> telling(call, told));
          List<Leg> legs =
              List.of(
                  new Leg(0, Objects.requireNonNull(accounts.get("Bolat")), Amount.ofTenge(10)),
                  new Leg(1, dana, Amount.ofTenge(20)),
                  new Leg(2, Objects.requireNonNull(accounts.get("Berik")), Amount.ofTenge(30)));
          var order =
              new PaymentOrder(new PaymentId("lie"), payer, legs, Holding.of(TestNetwork.KZT));

          PaymentResult result = network.pay(network.halyk(), order);

          assertThat(result)
              .as(what)
              .isInstanceOfSatisfying(
                  PaymentResult.Refused.class,
                  refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ErrorCode.LEG_REFUSED);
                    assertThat(refused.problem().values()).containsEntry("reason", reason.name());
                  });
          network.settle();
          holds(network.halyk(), payer, 100);
          holds(network.eurasian(), dana, 0);
        });
  }

  private static Payee payee(Map<String, AccountId> accounts, String legAndName) {
    String[] words = legAndName.split(" ", -1);
    return new Payee(Integer.parseInt(words[0]), Objects.requireNonNull(accounts.get(words[1])));
  }

  private static Wire.Call telling(Wire.Call call, List<Payee> payees) {
    if (call.kind() != MessageKind.PROPOSE || !call.to().equals(TestNetwork.CENTERCREDIT)) {
      return call;
    }
    Propose honest = Propose.decode(call.body().trusted());
    assertThat(honest.hasLegs()).isTrue();
    var lie =
        new Propose(
            honest.payment(), honest.attempt(), payees, honest.transaction(), honest.provenance());
    return new Wire.Call(call.from(), call.to(), call.kind(), Bytes.ofTrusted(lie.encode()));
  }
}

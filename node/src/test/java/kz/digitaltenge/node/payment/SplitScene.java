package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;

/// Aigerim at Halyk has 1 000 and pays 100 to Bolat and 60 to Berik at CenterCredit, 30 to Dana at
/// Eurasian and 10 to Marat at Halyk.
record SplitScene(
    InMemoryNetwork network,
    AccountId aigerim,
    AccountId bolat,
    AccountId berik,
    AccountId dana,
    AccountId marat) {
  static final Holding TENGE = Holding.of(TestNetwork.KZT);

  static void play(long seed, Consumer<SplitScene> scenario) {
    InMemoryNetwork.play(
        seed,
        network ->
            scenario.accept(
                new SplitScene(
                    network,
                    network.funded(network.halyk(), 700, 300),
                    network.centerCredit().open("Bolat"),
                    network.centerCredit().open("Berik"),
                    network.eurasian().open("Dana"),
                    network.halyk().open("Marat"))));
  }

  PaymentOrder order() {
    return order(leg(0, bolat, 100), leg(1, dana, 30), leg(2, marat, 10), leg(3, berik, 60));
  }

  PaymentOrder order(Leg... legs) {
    return new PaymentOrder(new PaymentId("s1"), aigerim, List.of(legs), TENGE);
  }

  PaymentResult pay() {
    return network.pay(network.halyk(), order());
  }

  void allPaid() {
    network.settle();
    holds(network.halyk(), aigerim, 800);
    holds(network.centerCredit(), bolat, 100);
    holds(network.centerCredit(), berik, 60);
    holds(network.eurasian(), dana, 30);
    holds(network.halyk(), marat, 10);
  }

  void nonePaid() {
    network.settle();
    holds(network.halyk(), aigerim, 1_000);
    holds(network.centerCredit(), bolat, 0);
    holds(network.centerCredit(), berik, 0);
    holds(network.eurasian(), dana, 0);
    holds(network.halyk(), marat, 0);
  }

  static Leg leg(int number, AccountId payee, long tenge) {
    return new Leg(number, payee, Amount.ofTenge(tenge));
  }

  /// What is told when one leg cannot be paid.
  static Problem refused(int leg, AccountId account, ErrorCode reason) {
    return Problem.of(ErrorCode.LEG_REFUSED, "leg", leg, "account", account, "reason", reason);
  }

  static Problem problem(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem();
  }
}

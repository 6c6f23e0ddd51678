package kz.digitaltenge.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.testkit.InMemoryNetwork;

/// Bolat at CenterCredit asks Aigerim at Halyk, who has 1 000, for 300.
record Scene(
    InMemoryNetwork network,
    AccountId aigerim,
    AccountId bolat,
    RequestBank payer,
    RequestBank payee) {
  static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration A_DAY = Duration.ofDays(1);

  static void play(Consumer<Scene> scenario) {
    play(1, scenario);
  }

  static void play(long seed, Consumer<Scene> scenario) {
    InMemoryNetwork.play(
        seed,
        network -> {
          var payer = new RequestBank(network, network.halyk());
          var payee = new RequestBank(network, network.centerCredit());
          scenario.accept(
              new Scene(
                  network,
                  network.funded(network.halyk(), 1_000),
                  network.centerCredit().open("Bolat"),
                  payer,
                  payee));
        });
  }

  PayRequest terms(String name, long tenge) {
    return new PayRequest(
        new PaymentId(name),
        bolat,
        "Bolat",
        aigerim,
        TestNetwork.KZT,
        Amount.ofTenge(tenge),
        "Invoice",
        network.simulation().now().plus(A_DAY));
  }

  PaymentId payment(String name) {
    return Request.payment(payee.node.id(), new PaymentId(name));
  }

  Request ask(String name, long tenge) {
    PayRequest terms = terms(name, tenge);
    return payee.does(requests -> requests.ask(terms));
  }

  Request accept(String name) {
    return payer.does(requests -> requests.accept(payment(name)));
  }

  Stage seen(RequestBank bank, String name) {
    PaymentId id = bank == payee ? new PaymentId(name) : payment(name);
    return bank.book.find(id).orElseThrow().stage();
  }

  void pass(Duration duration) {
    network.simulation().pass(duration);
  }

  /// Asserts what both banks are told, however often it is told again, of one request that was paid
  /// at the first try.
  void isToldOnceInOrder() {
    for (int i = 0; i < 2; i++) {
      assertThat(payer.told(aigerim))
          .containsExactly("IN", "REQUEST_RECEIVED", "OUT", "REQUEST_PAID");
      assertThat(payee.told(bolat)).containsExactly("REQUEST_SENT", "IN", "REQUEST_PAID");
    }
  }

  /// The same of one that was paid in the end, whatever had to be told again and so came later.
  void isToldOnce() {
    assertThat(payer.told(aigerim))
        .filteredOn(kind -> kind.startsWith("REQUEST") && !kind.equals("REQUEST_REOPENED"))
        .containsExactly("REQUEST_RECEIVED", "REQUEST_PAID");
    assertThat(payee.told(bolat))
        .containsExactlyInAnyOrder("REQUEST_SENT", "IN", "REQUEST_PAID")
        .containsSubsequence("REQUEST_SENT", "REQUEST_PAID")
        .containsSubsequence("IN", "REQUEST_PAID");
  }

  /// What the rounds of both banks do until nothing is left.
  void settle() {
    for (RequestBank bank : new RequestBank[] {payer, payee, payer}) {
      network
          .simulation()
          .until(
              bank.node.id() + " has nothing to do",
              () -> {
                var _ = bank.does(Requests::resume);
                return bank.book.isIdle(network.simulation().now());
              },
              PATIENCE);
    }
  }
}

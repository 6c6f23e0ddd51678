package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.account.Seats;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accounts that several people sign for, on the ledger: what they receive, spend and keep.
class SeveralSignTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// Says who must agree and who did, and lets everything pass: only the ledger is in the way.
  private static final class Table implements OpenGuard {
    private final Map<AccountId, Quorum> quorums = new HashMap<>();
    private Set<Integer> agreed = Set.of();

    @Override
    public Optional<Quorum> quorum(AccountId account) {
      return Optional.ofNullable(quorums.get(account));
    }

    @Override
    public Set<Integer> agreed(AccountId account, PaymentId payment) {
      return agreed;
    }
  }

  /// A company at Halyk, and Bolat at CenterCredit.
  private record Scene(InMemoryNetwork network, Table table, AccountId company, AccountId bolat) {
    static void play(Consumer<Scene> scenario) {
      InMemoryNetwork.play(
          network -> {
            var table = new Table();
            network.halyk().guard(table);
            network.centerCredit().guard(table);
            scenario.accept(
                new Scene(
                    network,
                    table,
                    network.halyk().open("company"),
                    network.centerCredit().open("Bolat")));
          });
    }

    SimulatedNode halyk() {
      return network.halyk();
    }

    void quorum(int required, int seats) {
      table.quorums.put(company, new Quorum(required, seats));
    }

    /// With none the account is its owner's alone.
    void change(int required, int seats) {
      if (seats > 0) {
        quorum(required, seats);
      } else {
        table.quorums.remove(company);
      }
    }

    void agree(Integer... seats) {
      table.agreed = new HashSet<>(Arrays.asList(seats));
    }

    void fund(long... tenge) {
      network
          .mint()
          .issue(halyk(), company, LongStream.of(tenge).mapToObj(Amount::ofTenge).toList());
    }

    PaymentResult pay(String id, long tenge) {
      return network.pay(halyk(), order(id, company, bolat, tenge));
    }

    /// The conditions of what the company holds, each for so many tokens.
    List<Condition> held() {
      var live = new ArrayList<OwnState>();
      try (VaultScan scan = halyk().vault().scan()) {
        scan.liveStates(live::add);
      }
      return live.stream()
          .filter(own -> own.account().equals(company))
          .map(
              own ->
                  ((Provenance.Notarised)
                          network
                              .simulation()
                              .await(
                                  halyk()
                                      .ask(
                                          flows ->
                                              flows
                                                  .freshProvenances(List.of(own.ref()))
                                                  .getFirst()),
                                  PATIENCE))
                      .state()
                      .state()
                      .condition())
          .toList();
    }

    SignedTransaction signed(String id) {
      KnownTransaction known = halyk().vault().attempts(new PaymentId(id)).join().getLast();
      return SignedTransaction.decode(known.committed().orElseThrow().transaction().trusted());
    }
  }

  @ParameterizedTest(name = "{0} of {1}, agreed by the first {2}")
  @CsvSource({"1, 1, 1", "1, 2, 1", "2, 2, 2", "2, 3, 2", "2, 3, 3", "3, 10, 4", "10, 10, 10"})
  void thoseWhoAgreedSignAndNobodyElse(int required, int seats, int agreed) {
    Scene.play(
        scene -> {
          scene.quorum(required, seats);
          scene.fund(1_000);
          scene.agree(
              LongStream.range(0, agreed).mapToObj(each -> (int) each).toArray(Integer[]::new));

          assertThat(scene.pay("p1", 300)).isInstanceOf(PaymentResult.Final.class);

          assertThat(scene.signed("p1").witness().signatures()).hasSize(agreed);
          scene.network.settle();
          holds(scene.halyk(), scene.company, 700);
          holds(scene.network.centerCredit(), scene.bolat, 300);
          assertThat(scene.held())
              .singleElement()
              .isInstanceOfSatisfying(
                  Condition.AtLeast.class,
                  change ->
                      assertThat(Seats.quorum(change)).isEqualTo(new Quorum(required, seats)));
        });
  }

  /// The payer's own node does not even look: it is the other bank that says no.
  @Test
  void withOneSignatureFewerTheOtherBankRefuses() {
    Scene.play(
        scene -> {
          scene.quorum(2, 3);
          scene.fund(1_000);
          scene.agree(1);

          assertThat(scene.pay("p1", 300))
              .isInstanceOfSatisfying(
                  PaymentResult.Refused.class,
                  refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ErrorCode.TRANSACTION_REFUSED);
                    assertThat(refused.problem().message()).contains("CONDITION_NOT_MET");
                  });
          scene.agree(1, 2);
          assertThat(scene.pay("p1", 300)).isInstanceOf(PaymentResult.Final.class);
          scene.network.settle();
          holds(scene.halyk(), scene.company, 700);
        });
  }

  @Test
  void withinTheBankItIsRefusedTheSame() {
    Scene.play(
        scene -> {
          scene.quorum(2, 2);
          scene.fund(1_000);
          AccountId dana = scene.halyk().open("Dana");
          scene.agree(0);

          assertThat(scene.network.pay(scene.halyk(), order("p1", scene.company, dana, 5)))
              .isInstanceOf(PaymentResult.Refused.class);
          scene.agree(0, 1);
          assertThat(scene.network.pay(scene.halyk(), order("p1", scene.company, dana, 5)))
              .isInstanceOf(PaymentResult.Final.class);
        });
  }

  @Test
  void aPaymentFromAnotherBankComesUnderTheQuorum() {
    Scene.play(
        scene -> {
          scene.quorum(2, 2);
          AccountId aigerim = scene.network.funded(scene.network.centerCredit(), 500);

          assertThat(
                  scene.network.pay(
                      scene.network.centerCredit(), order("in", aigerim, scene.company, 100)))
              .isInstanceOf(PaymentResult.Final.class);
          scene.network.settle();

          assertThat(scene.held())
              .singleElement()
              .isInstanceOfSatisfying(
                  Condition.AtLeast.class, each -> assertThat(each.count()).isEqualTo(2));
        });
  }

  /// What an account holds from before moves by what is asked for today, whether that is more or
  /// less; what it leaves is under the quorum of today.
  @ParameterizedTest(name = "from {0} of {1} to {2} of {3}")
  @CsvSource({"0, 0, 2, 2", "2, 2, 2, 3", "3, 3, 1, 2", "1, 2, 3, 4", "2, 5, 2, 2", "2, 3, 0, 0"})
  void whatIsHeldFromBeforeAChangeMovesByTheNewQuorum(int was, int of, int required, int seats) {
    Scene.play(
        scene -> {
          if (was > 0) {
            scene.quorum(was, of);
          }
          scene.fund(1_000);
          scene.change(required, seats);
          scene.agree(
              LongStream.range(seats - required, seats)
                  .mapToObj(each -> (int) each)
                  .toArray(Integer[]::new));

          assertThat(scene.pay("p1", 300)).isInstanceOf(PaymentResult.Final.class);
          assertThat(scene.pay("p2", 300)).isInstanceOf(PaymentResult.Final.class);

          scene.network.settle();
          holds(scene.halyk(), scene.company, 400);
          // Who alone signs has one key.
          assertThat(scene.signed("p2").witness().signatures()).hasSize(Math.max(required, 1));
        });
  }

  /// As many tokens as a transaction takes, each with four signatures.
  @Test
  void custodyTidiesWithoutAskingAndTheQuorumStays() {
    Scene.play(
        scene -> {
          scene.quorum(4, 5);
          scene.fund(LongStream.generate(() -> 1).limit(66).toArray());
          scene.network.simulation().pass(Duration.ofMinutes(1));
          scene.network.settle();

          List<Condition> held = scene.held();
          assertThat(held).hasSizeLessThan(32);
          assertThat(held)
              .allSatisfy(
                  each ->
                      assertThat(Seats.quorum((Condition.AtLeast) each))
                          .isEqualTo(new Quorum(4, 5)));
          scene.agree(0, 1, 2, 4);
          assertThat(scene.pay("all", 66)).isInstanceOf(PaymentResult.Final.class);
        });
  }
}

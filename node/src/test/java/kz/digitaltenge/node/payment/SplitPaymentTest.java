package kz.digitaltenge.node.payment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.Client;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several payees are paid at once or not at all, whoever refuses, is silent or dies.
class SplitPaymentTest {
  private static final Holding TENGE = Holding.of(TestNetwork.KZT);
  private static final AccountId NOBODY = AccountId.of("826", "0000000009999");

  /// Aigerim at Halyk has 1 000 and pays 100 to Bolat and 60 to Berik at CenterCredit, 30 to Dana
  /// at Eurasian and 10 to Marat at Halyk.
  record Scene(
      InMemoryNetwork network,
      AccountId aigerim,
      AccountId bolat,
      AccountId berik,
      AccountId dana,
      AccountId marat) {
    static void play(long seed, Consumer<Scene> scenario) {
      InMemoryNetwork.play(
          seed,
          network ->
              scenario.accept(
                  new Scene(
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
  }

  private static Leg leg(int number, AccountId payee, long tenge) {
    return new Leg(number, payee, Amount.ofTenge(tenge));
  }

  @Test
  void allPayeesArePaidByOneTransaction() {
    Scene.play(
        1,
        scene -> {
          PaymentResult result = scene.pay();

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
          var paid = scene.network.halyk().vault().attempts(new PaymentId("s1")).join();
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
    Scene.play(
        1,
        scene -> {
          var _ = scene.pay();
          scene.network.settle();

          SimulatedNode halyk = scene.network.halyk();
          assertThat(newest(halyk, scene.aigerim))
              .isEqualTo(moved(scene.aigerim, Direction.OUT, 200, scene.bolat + " +3"));
          assertThat(newest(halyk, scene.marat))
              .isEqualTo(moved(scene.marat, Direction.IN, 10, scene.aigerim.value()));
          assertThat(newest(scene.network.centerCredit(), scene.berik))
              .isEqualTo(moved(scene.berik, Direction.IN, 60, halyk.id().value()));
          assertThat(newest(scene.network.eurasian(), scene.dana))
              .isEqualTo(moved(scene.dana, Direction.IN, 30, halyk.id().value()));
        });
  }

  @Test
  void aBankIsToldTheAccountsOfItsOwnPayeesOnly() {
    Scene.play(
        1,
        scene -> {
          var told = new ArrayList<String>();
          scene
              .network
              .wire()
              .weather(
                  call -> {
                    told.add(call.to() + " " + new String(call.body().toArray(), ISO_8859_1));
                    return Wire.Fate.ARRIVES;
                  });
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);

          assertThat(told)
              .filteredOn(each -> each.startsWith(TestNetwork.EURASIAN.value()))
              .anyMatch(each -> each.contains(scene.dana.value()))
              .noneMatch(each -> each.contains(scene.bolat.value()))
              .noneMatch(each -> each.contains(scene.marat.value()))
              .noneMatch(each -> each.contains(scene.aigerim.value()));
          scene.allPaid();
        });
  }

  @Test
  void theVaultsOfBothSidesHaveTheLegs() {
    Scene.play(
        1,
        scene -> {
          var _ = scene.pay();
          scene.network.settle();

          var id = new PaymentId("s1");
          SimulatedNode halyk = scene.network.halyk();
          var committed = halyk.vault().attempts(id).join().getFirst().committed().orElseThrow();
          var stored =
              scene
                  .network
                  .centerCredit()
                  .vault()
                  .received(halyk.id(), id)
                  .join()
                  .getFirst()
                  .stored()
                  .orElseThrow();
          assertThat(SplitLegs.in(committed.details())).isEqualTo(scene.order().legs());
          assertThat(SplitLegs.in(stored.details()))
              .containsExactly(leg(0, scene.bolat, 100), leg(3, scene.berik, 60));
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

  private static Problem refused(int leg, AccountId account, ErrorCode reason) {
    return Problem.of(ErrorCode.LEG_REFUSED, "leg", leg, "account", account, "reason", reason);
  }

  static Stream<Arguments> ordersThatAreNone() {
    Amount most = Amount.ofTiyn(Amount.MAX_TIYN);
    return Stream.of(
        Arguments.of(
            "nothing to the second",
            ErrorCode.NON_POSITIVE_AMOUNT,
            legs(scene -> List.of(leg(0, scene.bolat, 1), leg(1, scene.dana, 0)))),
        Arguments.of(
            "to one twice",
            ErrorCode.PAYEE_REPEATED,
            legs(scene -> List.of(leg(0, scene.bolat, 1), leg(1, scene.bolat, 2)))),
        Arguments.of(
            "to the payer as well",
            ErrorCode.SELF_PAYMENT,
            legs(scene -> List.of(leg(0, scene.bolat, 1), leg(1, scene.aigerim, 2)))),
        Arguments.of(
            "to nobody there",
            ErrorCode.UNKNOWN_ACCOUNT,
            legs(scene -> List.of(leg(0, scene.dana, 1), leg(1, NOBODY, 2)))),
        Arguments.of(
            "to nobody here",
            ErrorCode.UNKNOWN_ACCOUNT,
            legs(
                scene ->
                    List.of(
                        leg(0, scene.dana, 1), leg(1, AccountId.of("601", "0000000009999"), 2)))),
        Arguments.of(
            "to no bank",
            ErrorCode.UNKNOWN_BANK,
            legs(
                scene ->
                    List.of(
                        leg(0, scene.dana, 1), leg(1, AccountId.of("999", "0000000000001"), 2)))),
        Arguments.of(
            "more than there is money in the world",
            ErrorCode.AMOUNT_TOO_LARGE,
            legs(scene -> List.of(new Leg(0, scene.bolat, most), new Leg(1, scene.dana, most)))),
        Arguments.of(
            "more than the payer has",
            ErrorCode.INSUFFICIENT_BALANCE,
            legs(scene -> List.of(leg(0, scene.bolat, 600), leg(1, scene.dana, 500)))),
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

  private static Function<Scene, List<Leg>> legs(Function<Scene, List<Leg>> legs) {
    return legs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ordersThatAreNone")
  void anOrderThatIsNoneMovesNothing(String why, ErrorCode code, Function<Scene, List<Leg>> legs) {
    Scene.play(
        1,
        scene -> {
          List<Leg> wanted = legs.apply(scene);
          PaymentResult result =
              scene.network.pay(scene.network.halyk(), scene.order(wanted.toArray(new Leg[0])));

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

  private static Problem problem(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem();
  }

  @Test
  void anotherAssetIsRefused() {
    Scene.play(
        1,
        scene -> {
          var dollars = Holding.of(new Asset(TestNetwork.CENTRAL_BANK, "USD"));
          var order =
              new PaymentOrder(new PaymentId("s1"), scene.aigerim, scene.order().legs(), dollars);

          assertThat(problem(scene.network.pay(scene.network.halyk(), order)).code())
              .isEqualTo(ErrorCode.WRONG_CURRENCY);
          scene.nonePaid();
        });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whereOneBankIsSilentNobodyIsPaidUntilItIsBack(int kind, NodeId silent, int leg) {
    Scene.play(
        1,
        scene -> {
          scene
              .network
              .wire()
              .weather(
                  call ->
                      call.kind() == kind && call.to().equals(silent)
                          ? Wire.Fate.REQUEST_IS_LOST
                          : Wire.Fate.ARRIVES);

          Problem problem = problem(scene.pay());

          assertThat(problem.code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(problem.values())
              .containsEntry("leg", String.valueOf(leg))
              .containsEntry("account", scene.order().legs().get(leg - 1).payee().value());
          scene.nonePaid();
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
        });
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(Wire.PREPARE, TestNetwork.CENTERCREDIT, 1),
        Arguments.of(Wire.PREPARE, TestNetwork.EURASIAN, 2),
        Arguments.of(Wire.PROPOSE, TestNetwork.CENTERCREDIT, 1),
        Arguments.of(Wire.PROPOSE, TestNetwork.EURASIAN, 2));
  }

  /// Refuses whatever comes in, once somebody proposes it or from the beginning.
  private record Refusing(Problem problem, AtomicBoolean isOn) implements AccountGuard {
    @Override
    public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
      if (isOn.get()) {
        throw problem.exception();
      }
      return payee;
    }

    @Override
    public Permit pay(PaymentOrder order) {
      return Permit.NONE;
    }

    @Override
    public void requireReceiving(AccountId payee) {}

    @Override
    public Permit receive(
        AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
      return Permit.NONE;
    }
  }

  /// What CenterCredit says, whose legs are the first and the fourth, and what the payer is told.
  @ParameterizedTest
  @CsvSource({
    "4, PAYEE_CANNOT_RECEIVE, 4, PAYEE_CANNOT_RECEIVE",
    "2, PAYEE_CANNOT_RECEIVE, 1, PAYEE_CANNOT_RECEIVE",
    "17, PAYEE_CANNOT_RECEIVE, 1, PAYEE_CANNOT_RECEIVE",
    "4, call us, 4, LEG_REFUSED"
  })
  void aBankSpeaksForItsOwnLegsAndInCodes(int said, String why, int leg, ErrorCode reason) {
    Scene.play(
        1,
        scene -> {
          var lie =
              Problem.of(ErrorCode.LEG_REFUSED, "leg", said, "account", scene.marat, "reason", why);
          var isOn = new AtomicBoolean();
          scene.network.centerCredit().guard(new Refusing(lie, isOn));
          scene
              .network
              .wire()
              .weather(
                  call -> {
                    isOn.compareAndSet(false, call.kind() == Wire.PROPOSE);
                    return Wire.Fate.ARRIVES;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(refused(leg, scene.order().legs().get(leg - 1).payee(), reason));

          isOn.set(false);
          scene.nonePaid();
        });
  }

  /// CenterCredit has the first leg and is silent; Eurasian has the second and refuses it.
  @ParameterizedTest
  @ValueSource(ints = {Wire.PREPARE, Wire.PROPOSE})
  void aRefusalForGoodIsToldThoughAnotherBankIsSilent(int kind) {
    Scene.play(
        1,
        scene -> {
          SimulatedNode refusing = scene.network.eurasian();
          var isOn = new AtomicBoolean();
          refusing.guard(
              new Refusing(
                  Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", refusing.id()), isOn));
          scene
              .network
              .wire()
              .weather(
                  call -> {
                    isOn.compareAndSet(false, call.kind() == kind);
                    return call.kind() == kind && call.to().equals(TestNetwork.CENTERCREDIT)
                        ? Wire.Fate.REQUEST_IS_LOST
                        : Wire.Fate.ARRIVES;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(refused(2, scene.dana, ErrorCode.PAYEE_CANNOT_RECEIVE));

          isOn.set(false);
          scene.nonePaid();
        });
  }

  /// There is no way to a bank at all, as its connection says at once.
  @ParameterizedTest
  @MethodSource("calls")
  void aBankThatCannotBeAskedIsNamed(int kind, NodeId unreachable, int leg) {
    Scene.play(
        1,
        scene -> {
          scene
              .network
              .wire()
              .forger(
                  call -> {
                    if (call.kind() == kind && call.to().equals(unreachable)) {
                      throw Problem.of(
                              ErrorCode.PEER_UNAVAILABLE, "peer", unreachable, "reason", "no way")
                          .exception();
                    }
                    return call;
                  });

          assertThat(problem(scene.pay()))
              .isEqualTo(
                  Problem.of(
                      ErrorCode.LEG_UNAVAILABLE,
                      "leg",
                      leg,
                      "account",
                      scene.order().legs().get(leg - 1).payee(),
                      "reason",
                      ErrorCode.PEER_UNAVAILABLE));
          scene.network.wire().forger(UnaryOperator.identity());
          scene.nonePaid();
        });
  }

  /// Numbers of another payment stand for nobody.
  private record Numbers(AccountId account, AccountId first, AccountId second)
      implements AccountGuard {
    @Override
    public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
      return payee.equals(first) || payee.equals(second) ? account : payee;
    }

    @Override
    public Permit pay(PaymentOrder order) {
      return Permit.NONE;
    }

    @Override
    public void requireReceiving(AccountId payee) {}

    @Override
    public Permit receive(
        AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
      return Permit.NONE;
    }
  }

  /// By a phone, by an IIN and by the account's number: the payer does not learn that they are one.
  @Test
  void whoIsMeantByDifferentNumbersIsPaidByEach() {
    Scene.play(
        1,
        scene -> {
          SimulatedNode bank = scene.network.centerCredit();
          AccountId phone = AccountId.of(scene.bolat.bankCode(), "P000000000001");
          AccountId iin = AccountId.of(scene.bolat.bankCode(), "P000000000002");
          bank.guard(new Numbers(scene.bolat, phone, iin));

          PaymentResult result =
              scene.network.pay(
                  scene.network.halyk(),
                  scene.order(leg(0, phone, 10), leg(1, iin, 20), leg(2, scene.bolat, 30)));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          scene.network.settle();
          bank.restart();
          holds(bank, scene.bolat, 60);
          holds(scene.network.halyk(), scene.aigerim, 940);
          assertThat(bank.vault().history(scene.bolat, HistoryPage.NEWEST, 5).join().lines())
              .extracting(line -> line.movement().amount())
              .containsExactlyInAnyOrder(
                  Amount.ofTenge(10), Amount.ofTenge(20), Amount.ofTenge(30));
        });
  }

  /// No account of a bank may have more than this.
  private record Limit(SimulatedNode bank, Amount most) implements AccountGuard {
    @Override
    public Permit pay(PaymentOrder order) {
      return Permit.NONE;
    }

    @Override
    public void requireReceiving(AccountId payee) {}

    @Override
    public Permit receive(
        AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
      Amount with = bank.balance(payee).total().plus(bank.balance(payee).incoming()).plus(amount);
      if (with.compareTo(most.plus(replaces.get())) > 0) {
        throw Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", bank.id()).exception();
      }
      return Permit.NONE;
    }
  }

  /// Bolat may have 150, and is to get 100: what is stored for him when Dana's bank is silent does
  /// not stand in the way of the same payment.
  @Test
  void whatIsStoredForAFailedTryLeavesRoomForTheNext() {
    Scene.play(
        1,
        scene -> {
          SimulatedNode bank = scene.network.centerCredit();
          bank.guard(new Limit(bank, Amount.ofTenge(150)));
          scene
              .network
              .wire()
              .weather(
                  call ->
                      call.kind() == Wire.PROPOSE && call.to().equals(TestNetwork.EURASIAN)
                          ? Wire.Fate.REQUEST_IS_LOST
                          : Wire.Fate.ARRIVES);
          assertThat(problem(scene.pay()).code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(problem(scene.pay()).code()).isEqualTo(ErrorCode.LEG_UNAVAILABLE);
          assertThat(bank.balance(scene.bolat).incoming()).isEqualTo(Amount.ofTenge(200));
          scene.network.wire().weather(_ -> Wire.Fate.ARRIVES);

          PaymentResult other =
              scene.network.pay(
                  scene.network.halyk(),
                  new PaymentOrder(
                      new PaymentId("s2"), scene.aigerim, scene.bolat, TENGE, Amount.ofTenge(100)));

          assertThat(problem(other).code()).isEqualTo(ErrorCode.PAYEE_CANNOT_RECEIVE);
          assertThat(scene.pay()).isInstanceOf(PaymentResult.Final.class);
          scene.allPaid();
        });
  }

  enum Place {
    PAYER,
    PAYEE,
    NOTARY
  }

  /// The second leg's bank may not receive; one place alone knows it.
  @ParameterizedTest
  @EnumSource
  void whereOneBankIsBlockedNobodyIsPaid(Place place) {
    Scene.play(
        1,
        scene -> {
          BlockOrder block =
              scene
                  .network
                  .keys()
                  .order(
                      1,
                      Optional.of(TestNetwork.EURASIAN),
                      Set.of(Scope.RECEIVE),
                      Optional.empty());
          switch (place) {
            case PAYER -> scene.network.halyk().blocks().adopt(block);
            case PAYEE -> scene.network.eurasian().blocks().adopt(block);
            case NOTARY -> scene.network.notary().order(block);
          }

          Problem problem = problem(scene.pay());

          assertThat(problem)
              .isEqualTo(
                  place == Place.NOTARY
                      ? Problem.of(ErrorCode.PAYMENT_VOID, "reason", VoidReason.BLOCKED)
                      : Problem.of(
                          ErrorCode.LEG_UNAVAILABLE,
                          "leg",
                          2,
                          "account",
                          scene.dana,
                          "reason",
                          ErrorCode.BANK_BLOCKED));
          scene.nonePaid();
        });
  }

  @Test
  void theSameIdAgainHasTheSameEndAndOtherLegsAreRefused() {
    Scene.play(
        1,
        scene -> {
          PaymentResult first = scene.pay();
          PaymentResult again = scene.pay();
          var swapped =
              scene.order(
                  leg(0, scene.bolat, 60),
                  leg(1, scene.dana, 30),
                  leg(2, scene.marat, 10),
                  leg(3, scene.berik, 100));
          PaymentResult other = scene.network.pay(scene.network.halyk(), swapped);
          scene.network.halyk().restart();
          PaymentResult later = scene.network.pay(scene.network.halyk(), swapped);

          assertThat(again).isEqualTo(first);
          assertThat(problem(other).code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          assertThat(problem(later).code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED);
          assertThat(scene.pay()).isEqualTo(first);
          scene.allPaid();
        });
  }

  static Stream<Arguments> deaths() {
    var deaths = new ArrayList<Arguments>();
    for (Step step : Step.values()) {
      boolean ofPayer = step.name().startsWith("PAYER");
      for (NodeId victim :
          ofPayer
              ? List.of(TestNetwork.HALYK)
              : List.of(TestNetwork.CENTERCREDIT, TestNetwork.EURASIAN)) {
        deaths.add(Arguments.of(step, victim));
      }
    }
    return deaths.stream();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void whoeverDiesAtAnyStepAllArePaidOrNone(Step step, NodeId victim) {
    boolean decided =
        switch (step) {
          case PAYER_COMMITTED, PAYER_ANSWERED, PAYER_SETTLED, PAYEE_DELIVERED -> true;
          case PAYER_BUILT, PAYER_RECEIVE_ATTESTED, PAYEE_VALIDATED, PAYEE_STORED -> false;
        };
    for (long seed = 1; seed <= 2; seed++) {
      Scene.play(
          seed,
          scene -> {
            SimulatedNode node = scene.network.node(victim);
            node.crashAt(step);
            var _ = scene.network.halyk().pay(scene.order());
            scene
                .network
                .simulation()
                .until(victim + " crashes", () -> !node.isUp(), Duration.ofMinutes(1));
            scene.network.simulation().pass(Duration.ofSeconds(2));
            node.start();
            scene.network.quieten();
            if (decided) {
              scene.allPaid();
            } else {
              scene.nonePaid();
            }

            var answer = Client.settle(scene.network, scene.network.halyk(), scene.order());

            assertThat(scene.network.simulation().await(answer, Duration.ofMinutes(10)))
                .isInstanceOf(PaymentResult.Final.class);
            scene.allPaid();
          });
    }
  }
}

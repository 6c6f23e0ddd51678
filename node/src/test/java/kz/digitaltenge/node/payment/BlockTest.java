package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.ReturnNumber;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which operation a block stops where, and that nothing moves (C12, N4): the table of
/// `docs/protocol/blocks.md`.
class BlockTest {
  private static final long STOCK = 1_000;

  /// Who has the order; one alone, so that each place is seen to enforce it without the others.
  enum Place {
    PAYER,
    PAYEE,
    NOTARY,
    EVERYWHERE
  }

  enum To {
    OWN_BANK,
    OTHER_BANK,
    CENTRAL_BANK
  }

  enum About {
    PAYERS_BANK,
    PAYEES_BANK,
    NETWORK
  }

  /// @param code of the refusal; none when the payment goes through
  private static Arguments row(
      About about, Scope scope, To to, Place place, Optional<ErrorCode> code) {
    return Arguments.of(about, scope, to, place, code);
  }

  private static Stream<Arguments> table() {
    Optional<ErrorCode> blocked = Optional.of(ErrorCode.BANK_BLOCKED);
    // The notary tells no more than that a block made it void.
    Optional<ErrorCode> voided = Optional.of(ErrorCode.PAYMENT_VOID);
    Optional<ErrorCode> pays = Optional.empty();
    return Stream.of(
        row(About.PAYERS_BANK, Scope.SEND, To.OTHER_BANK, Place.PAYER, blocked),
        row(About.PAYERS_BANK, Scope.SEND, To.OTHER_BANK, Place.PAYEE, blocked),
        row(About.PAYERS_BANK, Scope.SEND, To.OTHER_BANK, Place.NOTARY, voided),
        row(About.PAYERS_BANK, Scope.SEND, To.OWN_BANK, Place.PAYER, blocked),
        row(About.PAYERS_BANK, Scope.SEND, To.OWN_BANK, Place.NOTARY, voided),
        row(About.PAYERS_BANK, Scope.SEND, To.CENTRAL_BANK, Place.EVERYWHERE, blocked),
        row(About.PAYERS_BANK, Scope.RECEIVE, To.OTHER_BANK, Place.EVERYWHERE, pays),
        row(About.PAYERS_BANK, Scope.RECEIVE, To.OWN_BANK, Place.EVERYWHERE, blocked),
        row(About.PAYERS_BANK, Scope.CONVERT, To.OTHER_BANK, Place.EVERYWHERE, pays),
        row(About.PAYERS_BANK, Scope.CONVERT, To.CENTRAL_BANK, Place.PAYER, blocked),
        row(About.PAYERS_BANK, Scope.CONVERT, To.CENTRAL_BANK, Place.PAYEE, blocked),
        row(About.PAYERS_BANK, Scope.ONBOARD, To.OTHER_BANK, Place.EVERYWHERE, pays),
        row(About.PAYEES_BANK, Scope.RECEIVE, To.OTHER_BANK, Place.PAYER, blocked),
        row(About.PAYEES_BANK, Scope.RECEIVE, To.OTHER_BANK, Place.PAYEE, blocked),
        row(About.PAYEES_BANK, Scope.RECEIVE, To.OTHER_BANK, Place.NOTARY, voided),
        row(About.PAYEES_BANK, Scope.SEND, To.OTHER_BANK, Place.EVERYWHERE, pays),
        row(About.NETWORK, Scope.SEND, To.OTHER_BANK, Place.PAYER, blocked),
        row(About.NETWORK, Scope.SEND, To.OTHER_BANK, Place.PAYEE, blocked),
        row(About.NETWORK, Scope.SEND, To.OTHER_BANK, Place.NOTARY, voided),
        row(About.NETWORK, Scope.RECEIVE, To.OTHER_BANK, Place.NOTARY, voided),
        row(About.NETWORK, Scope.CONVERT, To.CENTRAL_BANK, Place.PAYEE, blocked));
  }

  @ParameterizedTest(name = "{0} {1}, payment to {2}, order at {3}: {4}")
  @MethodSource("table")
  void aBlockStopsWhatItIsAboutWhereverItIsKnownAndNothingElse(
      About about, Scope scope, To to, Place place, Optional<ErrorCode> code) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          SimulatedNode payee = payee(network, to);
          AccountId bolat = payee.open("Bolat");
          Optional<NodeId> whom = whom(network, about, payee);
          tell(network, place, payee, List.of(ordered(network, 1, whom, Set.of(scope))));

          PaymentResult first = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();

          assertThat(code(first)).isEqualTo(code);
          assertThat(network.halyk().balance(aigerim).reserved()).isEqualTo(Amount.ZERO);
          long moved = code.isPresent() ? 0 : 300;
          assertThat(sums(network, aigerim, payee, bolat))
              .isEqualTo(Map.of(aigerim, STOCK - moved, bolat, moved));

          tell(network, place, payee, List.of(ordered(network, 2, whom, Set.of())));
          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
          assertThat(sums(network, aigerim, payee, bolat))
              .isEqualTo(Map.of(aigerim, STOCK - 300, bolat, 300L));
        });
  }

  /// Who is blocked of those who give back and get back.
  enum Blocked {
    GIVER,
    TAKER,
    NETWORK
  }

  private static Arguments back(
      Blocked blocked, Set<Scope> scopes, Place place, Optional<ErrorCode> code) {
    return Arguments.of(blocked, scopes, place, code);
  }

  /// The payer is who gives back, the payee who gets back.
  private static Stream<Arguments> returns() {
    Optional<ErrorCode> no = Optional.of(ErrorCode.BANK_BLOCKED);
    Optional<ErrorCode> voided = Optional.of(ErrorCode.PAYMENT_VOID);
    Optional<ErrorCode> pays = Optional.empty();
    Set<Scope> all = Set.of(Scope.values());
    Set<Scope> windingDown = Set.of(Scope.RECEIVE, Scope.CONVERT, Scope.ONBOARD);
    return Stream.of(
        back(Blocked.GIVER, Set.of(Scope.SEND), Place.EVERYWHERE, pays),
        back(Blocked.GIVER, Set.of(Scope.SEND), Place.PAYER, pays),
        back(Blocked.GIVER, Set.of(Scope.SEND), Place.PAYEE, pays),
        // Who does not know of a block shows nobody that it gives back.
        back(Blocked.GIVER, Set.of(Scope.SEND), Place.NOTARY, voided),
        back(Blocked.GIVER, Set.of(Scope.SEND, Scope.RETURN), Place.PAYER, no),
        back(Blocked.GIVER, Set.of(Scope.SEND, Scope.RETURN), Place.PAYEE, no),
        back(Blocked.GIVER, Set.of(Scope.SEND, Scope.RETURN), Place.NOTARY, voided),
        back(Blocked.GIVER, windingDown, Place.EVERYWHERE, pays),
        back(Blocked.GIVER, all, Place.EVERYWHERE, no),
        back(Blocked.TAKER, windingDown, Place.EVERYWHERE, pays),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE), Place.PAYER, pays),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE), Place.PAYEE, pays),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE), Place.NOTARY, voided),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE, Scope.RETURN), Place.PAYER, no),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE, Scope.RETURN), Place.PAYEE, no),
        back(Blocked.TAKER, Set.of(Scope.RECEIVE, Scope.RETURN), Place.NOTARY, voided),
        back(Blocked.TAKER, all, Place.EVERYWHERE, no),
        back(Blocked.NETWORK, Set.of(Scope.SEND, Scope.RECEIVE), Place.EVERYWHERE, pays),
        back(Blocked.NETWORK, all, Place.EVERYWHERE, no));
  }

  /// Bolat at CenterCredit gives 100 of 300 back to Aigerim at Halyk.
  @ParameterizedTest(name = "{0} blocked for {1}, order at {2}: {3}")
  @MethodSource("returns")
  void whatIsGivenBackGoesOnUnlessThatIsBlockedToo(
      Blocked blocked, Set<Scope> scopes, Place place, Optional<ErrorCode> code) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          SimulatedNode giver = network.centerCredit();
          AccountId bolat = giver.open("Bolat");
          var paid =
              (PaymentResult.Final) network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();
          Optional<NodeId> whom =
              switch (blocked) {
                case GIVER -> Optional.of(giver.id());
                case TAKER -> Optional.of(network.halyk().id());
                case NETWORK -> Optional.empty();
              };
          tell(network, place, giver, network.halyk(), ordered(network, 1, whom, scopes));
          var back =
              new PaymentOrder(
                  new PaymentId("r1"),
                  bolat,
                  ReturnNumber.of(
                      network.halyk().view().current().participants().stream()
                          .filter(each -> each.node().equals(network.halyk().id()))
                          .findFirst()
                          .orElseThrow()
                          .bankCode(),
                      paid.transaction()),
                  Holding.of(TestNetwork.KZT),
                  Amount.ofTenge(100),
                  Optional.of(paid.transaction()));

          PaymentResult result = network.pay(giver, back);
          network.settle();

          assertThat(code(result)).isEqualTo(code);
          long moved = code.isPresent() ? 0 : 100;
          assertThat(sums(network, aigerim, giver, bolat))
              .isEqualTo(Map.of(aigerim, STOCK - 300 + moved, bolat, 300 - moved));

          tell(network, place, giver, network.halyk(), ordered(network, 2, whom, Set.of()));
          assertThat(network.pay(giver, back)).isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  private static Stream<Arguments> payouts() {
    Optional<ErrorCode> no = Optional.of(ErrorCode.BANK_BLOCKED);
    Optional<ErrorCode> pays = Optional.empty();
    Set<Scope> windingDown = Set.of(Scope.RECEIVE, Scope.CONVERT, Scope.ONBOARD);
    return Stream.of(
        Arguments.of(windingDown, pays),
        Arguments.of(Set.of(Scope.RECEIVE), pays),
        Arguments.of(Set.of(Scope.RECEIVE, Scope.RETURN), pays),
        Arguments.of(Set.of(Scope.RECEIVE, Scope.PAYOUT), no),
        // The notary sees that the bank spends, not where within it.
        Arguments.of(Set.of(Scope.SEND), no),
        Arguments.of(Set.of(Scope.values()), no));
  }

  /// What customers pay to the bank's own account, to be credited elsewhere; what undoes it goes
  /// the same way, and nothing else that the account pays out.
  @ParameterizedTest(name = "blocked for {0}: {1}")
  @MethodSource("payouts")
  void customersCashOutAtTheirBankUnlessThatIsBlockedToo(
      Set<Scope> scopes, Optional<ErrorCode> code) {
    InMemoryNetwork.play(
        network -> {
          SimulatedNode halyk = network.halyk();
          AccountId own = halyk.openOwn();
          AccountId aigerim = network.funded(halyk, STOCK);
          network.pay(halyk, order("p0", aigerim, own, 100));
          network.settle();
          Optional<NodeId> whom = Optional.of(halyk.id());
          tell(network, Place.EVERYWHERE, halyk, List.of(ordered(network, 1, whom, scopes)));

          PaymentResult out = network.pay(halyk, order("p1", aigerim, own, 300));
          PaymentResult undone = network.pay(halyk, order("p2", own, aigerim, 50).undoingPayout());
          PaymentResult in = network.pay(halyk, order("p3", own, aigerim, 50));
          network.settle();

          assertThat(code(out)).isEqualTo(code);
          assertThat(code(undone)).isEqualTo(code);
          assertThat(code(in)).contains(ErrorCode.BANK_BLOCKED);
          long moved = code.isPresent() ? 0 : 250;
          assertThat(sums(network, aigerim, halyk, own))
              .isEqualTo(Map.of(aigerim, STOCK - 100 - moved, own, 100 + moved));
        });
  }

  @Test
  void aRefusalTellsBankOperationReasonAndEnd() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          AccountId bolat = network.centerCredit().open("Bolat");
          Instant end = Instant.parse("2026-06-02T09:00:00Z");
          network
              .halyk()
              .blocks()
              .adopt(
                  network
                      .keys()
                      .order(
                          1, Optional.of(TestNetwork.HALYK), Set.of(Scope.SEND), Optional.of(end)));

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(((PaymentResult.Refused) result).problem().values())
              .isEqualTo(
                  Map.of(
                      "bank", "HSBKKZKX",
                      "operation", "SEND",
                      "order", "1",
                      "reason", "a test",
                      "until", "2026-06-02T09:00:00Z"));
          network.settle();
        });
  }

  /// Under way: stored by the payee's bank, the payer's about to commit.
  @Test
  void aPaymentUnderWayWhenABlockComesEndsVoidAndTheSameIdPaysLater() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          SimulatedNode payee = network.centerCredit();
          AccountId bolat = payee.open("Bolat");
          List<BlockOrder> block =
              List.of(ordered(network, 1, Optional.of(TestNetwork.HALYK), Set.of(Scope.SEND)));
          network.watch(
              (_, step, _) -> {
                if (step == Step.PAYER_RECEIVE_ATTESTED && payee.blocks().sequence() == 0) {
                  tell(network, Place.EVERYWHERE, payee, block);
                }
              });

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();

          assertThat(code(result)).contains(ErrorCode.BANK_BLOCKED);
          assertThat(sums(network, aigerim, payee, bolat))
              .isEqualTo(Map.of(aigerim, STOCK, bolat, 0L));
          tell(
              network,
              Place.EVERYWHERE,
              payee,
              List.of(ordered(network, 2, Optional.of(TestNetwork.HALYK), Set.of())));
          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  /// What was final before stays final, and whoever asks again is told so.
  @Test
  void aPaymentThatWasFinalBeforeABlockStaysFinal() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          SimulatedNode payee = network.centerCredit();
          AccountId bolat = payee.open("Bolat");
          PaymentResult paid = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.settle();
          tell(
              network,
              Place.EVERYWHERE,
              payee,
              List.of(
                  network
                      .keys()
                      .order(1, Optional.empty(), Set.of(Scope.values()), Optional.empty())));

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isEqualTo(paid);
          network.halyk().restart();
          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isEqualTo(paid);
        });
  }

  @Test
  void aBlockOutlivesTheNodeAndEndsByItself() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), STOCK);
          AccountId bolat = network.centerCredit().open("Bolat");
          Instant end = network.simulation().now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(600);
          network
              .halyk()
              .blocks()
              .adopt(
                  network
                      .keys()
                      .order(
                          1, Optional.of(TestNetwork.HALYK), Set.of(Scope.SEND), Optional.of(end)));
          network.halyk().restart();
          assertThat(code(network.pay(network.halyk(), order("p1", aigerim, bolat, 300))))
              .contains(ErrorCode.BANK_BLOCKED);

          network.simulation().pass(Duration.ofMinutes(11));

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  private static SimulatedNode payee(InMemoryNetwork network, To to) {
    return switch (to) {
      case OWN_BANK -> network.halyk();
      case OTHER_BANK -> network.centerCredit();
      case CENTRAL_BANK -> network.centralBank();
    };
  }

  private static Optional<NodeId> whom(InMemoryNetwork network, About about, SimulatedNode payee) {
    return switch (about) {
      case PAYERS_BANK -> Optional.of(network.halyk().id());
      case PAYEES_BANK -> Optional.of(payee.id());
      case NETWORK -> Optional.empty();
    };
  }

  private static BlockOrder ordered(
      InMemoryNetwork network, long sequence, Optional<NodeId> whom, Set<Scope> scopes) {
    return network.keys().order(sequence, whom, scopes, Optional.empty());
  }

  private static void tell(
      InMemoryNetwork network, Place place, SimulatedNode payee, List<BlockOrder> orders) {
    orders.forEach(order -> tell(network, place, network.halyk(), payee, order));
  }

  private static void tell(
      InMemoryNetwork network,
      Place place,
      SimulatedNode payer,
      SimulatedNode payee,
      BlockOrder order) {
    if (place == Place.PAYER || place == Place.EVERYWHERE) {
      payer.blocks().adopt(order);
    }
    if (place == Place.PAYEE || place == Place.EVERYWHERE) {
      payee.blocks().adopt(order);
    }
    if (place == Place.NOTARY || place == Place.EVERYWHERE) {
      network.notary().order(order);
    }
  }

  private static Map<AccountId, Long> sums(
      InMemoryNetwork network, AccountId payer, SimulatedNode payeeNode, AccountId payee) {
    Function<Amount, Long> tenge = amount -> amount.tiyn() / 100;
    return Map.of(
        payer, tenge.apply(network.halyk().balance(payer).available()),
        payee, tenge.apply(payeeNode.balance(payee).available()));
  }

  private static Optional<ErrorCode> code(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Refused(_, Problem problem) -> Optional.of(problem.code());
      case PaymentResult.Final _ -> Optional.empty();
      case PaymentResult.Pending(_, _, Problem problem) -> Optional.of(problem.code());
    };
  }
}

package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PaymentLine;
import kz.digitaltenge.api.operator.PaymentSearch;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.operator.PaymentListDesk;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.SimulatedNotary;
import kz.digitaltenge.node.testkit.SimulatedNotary.Fate;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// After the commit only the notary's word moves tokens: final, void or never.
class NotaryTroubleTest {
  @Test
  void whileTheNotaryIsSilentTokensStayReservedHoweverLong() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);

          assertThat(network.pay(network.halyk(), order)).isInstanceOf(PaymentResult.Pending.class);
          network.simulation().pass(Duration.ofHours(1));

          assertThat(network.halyk().balance(aigerim).reserved()).isEqualTo(Amount.ofTenge(1_000));
          assertThat(network.pay(network.halyk(), order)).isInstanceOf(PaymentResult.Pending.class);
          network.halyk().restart();
          assertThat(network.halyk().balance(aigerim).reserved()).isEqualTo(Amount.ofTenge(1_000));

          network.settle();
          holds(network.halyk(), aigerim, 1_000);
          assertThat(ends(network, "p1")).containsExactly(Settlement.Outcome.NEVER);
        });
  }

  @Test
  void whatHangsIsListedUntilItEnds() {
    InMemoryNetwork.play(
        network -> {
          SimulatedNode halyk = network.halyk();
          AccountId aigerim = network.funded(halyk, 1_000);
          AccountId dana = network.funded(halyk, 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          Instant begun = halyk.clock();
          network.pay(
              halyk, order("p1", aigerim, bolat, 300).telling(new Remittance("Rent", "INV-1", "")));
          network.pay(halyk, order("p2", dana, aigerim, 50));

          List<PaymentLine> hanging = pending(halyk, PaymentSearch.ALL, 0, 10).lines();
          assertThat(hanging)
              .extracting(line -> line.moved().payment().value(), PaymentLine::account)
              .containsExactly(tuple("p1", aigerim.value()), tuple("p2", dana.value()));
          PaymentLine first = hanging.getFirst();
          assertThat(first.state()).isEqualTo(PaymentLine.State.PENDING);
          assertThat(first.attempt()).hasValue(1);
          assertThat(first.banks()).containsExactly(network.centerCredit().id());
          assertThat(first.moved().amount()).isEqualTo(Amount.ofTenge(300));
          assertThat(first.moved().counterparty()).isEqualTo(bolat.value());
          assertThat(first.moved().remittance()).isEqualTo(new Remittance("Rent", "INV-1", ""));
          assertThat(first.moved().at()).isBetween(begun, halyk.clock());
          assertThat(hanging.getLast().banks()).containsExactly(halyk.id());

          ListPart<PaymentLine> page = pending(halyk, PaymentSearch.ALL, 0, 1);
          assertThat(page.lines()).containsExactly(first);
          ListPart<PaymentLine> rest =
              pending(halyk, PaymentSearch.ALL, page.next().orElseThrow(), 1);
          assertThat(rest.lines()).containsExactly(hanging.getLast());
          assertThat(rest.next()).isEmpty();
          assertThat(pending(halyk, search(dana.value(), "", "", ""), 0, 10).lines())
              .containsExactly(hanging.getLast());
          assertThat(pending(halyk, search("", "OUT", "100", ""), 0, 10).lines())
              .containsExactly(first);
          String between = hanging.getLast().moved().at().toString();
          assertThat(pending(halyk, search("", "", "", between), 0, 10).lines())
              .containsExactly(first);
          assertThatThrownBy(() -> pending(halyk, search("", "IN", "", ""), 0, 10))
              .hasMessageContaining("OUT");

          // The same list in the node's next life.
          halyk.restart();
          assertThat(pending(halyk, PaymentSearch.ALL, 0, 10).lines()).isEqualTo(hanging);

          network.settle();
          assertThat(pending(halyk, PaymentSearch.ALL, 0, 10).lines()).isEmpty();
          assertThat(ends(network, "p1")).hasSize(1);
        });
  }

  private static PaymentSearch search(
      String account, String direction, String least, String until) {
    return new PaymentSearch(account, direction, "", "", until, "", least, "");
  }

  private static ListPart<PaymentLine> pending(
      SimulatedNode node, PaymentSearch search, long after, int limit) {
    return new PaymentListDesk(node.parts(), node.flows()::openPayments)
        .pending(search, after, limit);
  }

  @Test
  void theNextAttemptBeginsOnlyAfterTheLastIsVoidOrNever() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          network.pay(network.halyk(), order);
          network.pay(network.halyk(), order);
          assertThat(attempts(network, "p1")).hasSize(1);

          network.simulation().pass(Duration.ofMinutes(2));
          network.notary().weather((_, _) -> Fate.ANSWERS);

          assertThat(network.pay(network.halyk(), order)).isInstanceOf(PaymentResult.Final.class);
          network.settle();
          assertThat(ends(network, "p1"))
              .containsExactly(Settlement.Outcome.NEVER, Settlement.Outcome.FINAL);
          assertThat(events(network.halyk(), aigerim))
              .containsExactly("IN 1000.00", "NEVER 300.00", "OUT 300.00");
          assertThat(events(network.centerCredit(), bolat)).containsExactly("IN 300.00");
          holds(network.halyk(), aigerim, 700);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"BUSY", "REQUEST_IS_LOST", "ANSWER_IS_LOST"})
  void aNotaryThatFailsNowAndThenOnlyTakesLonger(Fate fate) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather(failing(fate, 2));

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);

          network.settle();
          assertThat(attempts(network, "p1")).hasSize(1);
          holds(network.halyk(), aigerim, 700);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  private static SimulatedNotary.Weather failing(Fate fate, int times) {
    int[] left = {times};
    return (_, _) -> left[0]-- > 0 ? fate : Fate.ANSWERS;
  }

  @Test
  void anAnswerLostForLongIsStillTheAnswer() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          PaymentOrder order = order("p1", aigerim, bolat, 300);
          network.notary().weather((_, _) -> Fate.ANSWER_IS_LOST);
          assertThat(network.pay(network.halyk(), order)).isInstanceOf(PaymentResult.Pending.class);
          network.simulation().pass(Duration.ofMinutes(30));

          network.notary().weather((_, _) -> Fate.ANSWERS);

          assertThat(network.pay(network.halyk(), order)).isInstanceOf(PaymentResult.Final.class);
          network.settle();
          assertThat(attempts(network, "p1")).hasSize(1);
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void aTokenSpentElsewhereRaisesAnAlarmAndReleasesTheOthers() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 100, 70);
          AccountId bolat = network.centerCredit().open("Bolat");
          var backup = network.halyk().backup();
          network.pay(network.halyk(), order("p1", aigerim, bolat, 100));
          network.quieten();
          // The backup still has the token of 100, and so does the node that starts from it.
          network.halyk().restore(backup);
          holds(network.halyk(), aigerim, 170);

          PaymentResult result = network.pay(network.halyk(), order("p2", aigerim, bolat, 150));

          assertThat(problem(result).code()).isEqualTo(ErrorCode.INSUFFICIENT_BALANCE);
          assertThat(network.log().errors())
              .singleElement()
              .asString()
              .contains("ALARM")
              .contains("spent elsewhere");
          network.quieten();
          assertThat(ends(network, "p2")).containsExactly(Settlement.Outcome.VOID);
          holds(network.halyk(), aigerim, 70);
          assertThat(network.halyk().balance(aigerim).reserved()).isEqualTo(Amount.ZERO);
          assertThat(network.centerCredit().balance(bolat).incoming()).isEqualTo(Amount.ZERO);
        });
  }

  @Test
  void afterAConflictTheNextAttemptTakesOtherTokens() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 100, 101);
          AccountId bolat = network.centerCredit().open("Bolat");
          var backup = network.halyk().backup();
          network.pay(network.halyk(), order("p1", aigerim, bolat, 100));
          network.quieten();
          network.halyk().restore(backup);

          PaymentResult result = network.pay(network.halyk(), order("p2", aigerim, bolat, 100));

          assertThat(result).isInstanceOf(PaymentResult.Final.class);
          assertThat(network.log().errors()).hasSize(1);
          network.quieten();
          assertThat(ends(network, "p2"))
              .containsExactly(Settlement.Outcome.VOID, Settlement.Outcome.FINAL);
          holds(network.halyk(), aigerim, 1);
          holds(network.centerCredit(), bolat, 200);
        });
  }

  @Test
  void aBlockedPayerMovesNothingAndGetsItsTokensBack() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().order(block(network, 1, network.halyk().id(), Set.of(Scope.SEND)));

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(problem(result))
              .isEqualTo(Problem.of(ErrorCode.PAYMENT_VOID, "reason", "BLOCKED"));
          network.settle();
          assertThat(ends(network, "p1")).containsExactly(Settlement.Outcome.VOID);
          holds(network.halyk(), aigerim, 1_000);

          network.notary().order(block(network, 2, network.halyk().id(), Set.of()));
          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  @Test
  void aBlockedPayeeReceivesNothing() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network
              .notary()
              .order(block(network, 1, network.centerCredit().id(), Set.of(Scope.RECEIVE)));

          PaymentResult result = network.pay(network.halyk(), order("p1", aigerim, bolat, 300));

          assertThat(problem(result).code()).isEqualTo(ErrorCode.PAYMENT_VOID);
          network.settle();
          holds(network.halyk(), aigerim, 1_000);
          holds(network.centerCredit(), bolat, 0);
        });
  }

  @Test
  void aPayerThatSleptThroughTwoEpochsStillLearnsTheEnd() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.notary().weather((_, _) -> Fate.REQUEST_IS_LOST);
          network.pay(network.halyk(), order("p1", aigerim, bolat, 300));
          network.halyk().crash();
          network.simulation().pass(Duration.ofMinutes(5));
          adopt(network, 2);
          adopt(network, 3);

          // The notary does not know the epoch of the request any more and refuses it as it stands.
          network.settle();

          assertThat(ends(network, "p1")).hasSize(1);
          holds(network.halyk(), aigerim, 1_000);
        });
  }

  @Test
  void tokensOfAnOldEpochAreSpentUnderAFreshProof() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.simulation().pass(Duration.ofMinutes(5));
          adopt(network, 2);
          adopt(network, 3);

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);

          network.settle();
          holds(network.centerCredit(), bolat, 300);
        });
  }

  /// Everybody adopts the next parameters.
  private static void adopt(InMemoryNetwork network, int epoch) {
    NetworkParameters next =
        TestNetwork.successorOf(network.nodes().getFirst().view().current(), false);
    assertThat(next.epoch()).isEqualTo(epoch);
    network.notary().change(network.keys().signed(next));
    network.nodes().forEach(node -> node.view(node.view().adopt(next)));
  }

  private static BlockOrder block(
      InMemoryNetwork network, long sequence, NodeId node, Set<Scope> scopes) {
    return new BlockOrder(
        network.keys().networkId(),
        sequence,
        new Block(Optional.of(node), scopes, Optional.empty(), "a test", Instant.EPOCH),
        List.of());
  }

  private static List<TransactionId> attempts(InMemoryNetwork network, String payment) {
    return network.halyk().vault().attempts(new PaymentId(payment)).join().stream()
        .map(KnownTransaction::id)
        .toList();
  }

  private static List<Settlement.Outcome> ends(InMemoryNetwork network, String payment) {
    return network.halyk().vault().attempts(new PaymentId(payment)).join().stream()
        .flatMap(known -> known.settlement().stream())
        .map(Settlement::outcome)
        .toList();
  }

  /// What the bank is told of an account.
  private static List<String> events(SimulatedNode bank, AccountId account) {
    return bank.vault().events(VaultEvent.BEGINNING, VaultEvent.READ_MAX).join().stream()
        .filter(event -> event.account().equals(account))
        .map(
            event ->
                switch (event) {
                  case VaultEvent.Opened _ -> "opened";
                  case VaultEvent.Moved(var line) ->
                      line.movement().direction() + " " + line.movement().amount();
                  case VaultEvent.Undone(_, _, var outcome, _, var planned, _) ->
                      outcome + " " + planned.amount();
                  case VaultEvent.Happened(_, var happening) -> happening.kind().name();
                })
        .toList();
  }

  private static Problem problem(PaymentResult result) {
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem();
  }
}

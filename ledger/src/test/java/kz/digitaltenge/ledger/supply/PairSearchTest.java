package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.supply.SupplyDay.AIGERIM;
import static kz.digitaltenge.ledger.supply.SupplyDay.DAULET;
import static kz.digitaltenge.ledger.testkit.TestNetwork.ALTYN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.testkit.Spendable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two sides of a pair state different totals: the transaction is found, and who is wrong.
final class PairSearchTest {
  private static final Pair PAIR = new Pair(KZT, HALYK, CENTERCREDIT);
  private static final int PAYMENTS = 40;
  private static final int LIED_ABOUT = 23;

  /// Forty payments of Halyk's to CenterCredit, and some more of others.
  private static final class Busy {
    final SupplyDay day = new SupplyDay();
    final SupplyProof before = day.proof();
    final List<TransactionId> payments = new ArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();

    Busy() {
      Spendable rest = day.thousand;
      for (int i = 0; i < PAYMENTS; i++) {
        rest = day.pay(rest, AIGERIM, 2, CENTERCREDIT, DAULET).getLast();
        payments.add(rest.ref().transaction());
        day.issue(1, ALTYN);
      }
    }

    TransactionId target() {
      return payments.get(LIED_ABOUT);
    }

    /// A side says it had so much less, of the one transaction or of none.
    void hides(NodeId side, long tiyn, UnaryOperator<List<Passed>> list) {
      if (side.equals(HALYK)) {
        day.book(HALYK).out.merge(CENTERCREDIT, -tiyn, Long::sum);
      } else {
        day.book(CENTERCREDIT).in.merge(HALYK, -tiyn, Long::sum);
      }
      day.lists.put(side, list);
    }

    List<Passed> without(List<Passed> all) {
      return all.stream().filter(each -> !each.transaction().equals(target())).toList();
    }

    UnaryOperator<List<Passed>> smaller(long tiyn) {
      return all ->
          all.stream()
              .map(
                  each ->
                      each.transaction().equals(target())
                          ? new Passed(each.position(), each.transaction(), each.tiyn() - tiyn)
                          : each)
              .toList();
    }

    SupplyProof searched(boolean sinceBefore) {
      SupplyProof proof = day.proof();
      List<LastWord> agreed =
          sinceBefore
              ? List.of(
                  new LastWord(before.cut(), before.statement(HALYK).orElseThrow()),
                  new LastWord(before.cut(), before.statement(CENTERCREDIT).orElseThrow()))
              : List.of();
      var search =
          new PairSearch(
              (side, question) -> {
                questions.incrementAndGet();
                return day.answer(proof, side, question);
              },
              day::witness);
      return proof.withPairDisputes(List.of(search.search(proof, PAIR, agreed)));
    }

    SupplyFinding found(SupplyProof proof) {
      return day.verdict(proof).findings().stream()
          .filter(
              finding ->
                  switch (finding) {
                    case SupplyFinding.PairDiffers _,
                        SupplyFinding.PairNotAsStated _,
                        SupplyFinding.TransactionDiffers _ ->
                        true;
                    default -> false;
                  })
          .findFirst()
          .orElseThrow();
    }
  }

  record Lie(String what, Consumer<Busy> tell, long sent, long received, NodeId liar) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Lie> lies() {
    return Stream.of(
        new Lie(
            "the giving side leaves a payment out",
            busy -> busy.hides(HALYK, 200, busy::without),
            0,
            200,
            HALYK),
        new Lie(
            "the receiving side leaves a payment out",
            busy -> busy.hides(CENTERCREDIT, 200, busy::without),
            200,
            0,
            CENTERCREDIT),
        new Lie(
            "the giving side makes a payment smaller",
            busy -> busy.hides(HALYK, 7, busy.smaller(7)),
            193,
            200,
            HALYK),
        new Lie(
            "the receiving side makes a payment larger",
            busy -> busy.hides(CENTERCREDIT, -5, busy.smaller(-5)),
            200,
            205,
            CENTERCREDIT));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void theTransactionIsFoundAndTheLiarNamed(Lie lie) {
    var busy = new Busy();
    lie.tell.accept(busy);

    SupplyProof proof = SupplyProof.decode(busy.searched(true).encode());

    assertThat(busy.found(proof))
        .isInstanceOfSatisfying(
            SupplyFinding.TransactionDiffers.class,
            differs -> {
              assertThat(differs.passed().transaction()).isEqualTo(busy.target());
              assertThat(differs.sent()).isEqualTo(lie.sent);
              assertThat(differs.received()).isEqualTo(lie.received);
              assertThat(differs.ledger()).isEqualTo(OptionalLong.of(200));
              assertThat(differs.charged()).isEqualTo(Set.of(lie.liar));
            });
    assertThat(busy.questions.get()).isLessThanOrEqualTo(6);
  }

  @Test
  void itIsFoundFromTheBeginningOfTheLogToo() {
    var busy = new Busy();
    busy.hides(HALYK, 200, busy::without);

    assertThat(busy.found(busy.searched(false)).charged()).containsExactly(HALYK);
  }

  @Test
  void whatDoesNotComeToTheTotalIsHeldAgainstWhoStatedIt() {
    var busy = new Busy();
    busy.hides(HALYK, 200, UnaryOperator.identity());

    assertThat(busy.found(busy.searched(true)))
        .isEqualTo(new SupplyFinding.PairNotAsStated(KZT, HALYK, CENTERCREDIT, Set.of(HALYK)));
  }

  @Test
  void aTransactionThatNobodyShowsIsHeldAgainstNeitherAlone() {
    var busy = new Busy();
    busy.hides(HALYK, 200, busy::without);
    busy.day.shown.clear();

    assertThat(busy.found(busy.searched(true)).charged())
        .containsExactlyInAnyOrder(HALYK, CENTERCREDIT);
  }

  @Test
  void whoIsSilentLeavesItOpenWhichOfTheTwoIsWrong() {
    var busy = new Busy();
    busy.hides(HALYK, 200, busy::without);
    SupplyProof proof = busy.day.proof();
    busy.day.silent.add(CENTERCREDIT);
    var search =
        new PairSearch(
            (side, question) -> busy.day.answer(proof, side, question), busy.day::witness);

    SupplyProof searched = proof.withPairDisputes(List.of(search.search(proof, PAIR, List.of())));

    assertThat(busy.found(searched)).isInstanceOf(SupplyFinding.PairDiffers.class);
  }

  @Test
  void anothersWordsCountForNothing() {
    var busy = new Busy();
    busy.hides(HALYK, 200, busy::without);
    SupplyProof proof = busy.searched(true);
    PairDispute dispute = proof.pairDisputes().getFirst();
    var exchanged =
        new PairDispute(PAIR, dispute.before(), dispute.got(), dispute.given(), dispute.witness());
    var doctored =
        new PairDispute(PAIR, List.of(), dispute.given(), dispute.got(), dispute.witness());

    assertThat(busy.found(proof.withPairDisputes(List.of(exchanged))))
        .isInstanceOf(SupplyFinding.PairDiffers.class);
    assertThat(busy.found(proof.withPairDisputes(List.of(doctored))))
        .isInstanceOf(SupplyFinding.PairDiffers.class);
    assertThat(Optional.of(dispute.given().getFirst().isList())).contains(false);
  }
}

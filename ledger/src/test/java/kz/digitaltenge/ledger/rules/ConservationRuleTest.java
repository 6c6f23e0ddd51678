package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.GOLD;
import static kz.digitaltenge.ledger.testkit.TestNetwork.KZT;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.testkit.TestLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConservationRuleTest {
  private static final Amount THREE_HUNDRED = Amount.ofTenge(300);

  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a tiyn appears",
            Money::payment,
            draft -> draft.output(0, paid(KZT, THREE_HUNDRED.plus(Amount.ofTiyn(1))))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a tiyn is lost",
            Money::payment,
            draft -> draft.output(0, paid(KZT, THREE_HUNDRED.minus(Amount.ofTiyn(1))))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "the change is kept",
            Money::payment,
            draft -> draft.outputs.removeLast()),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "tenge become gold",
            Money::payment,
            draft -> draft.output(0, paid(GOLD, THREE_HUNDRED))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "gold appears beside tenge",
            Money::payment,
            draft -> draft.output(paid(GOLD, THREE_HUNDRED))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a mark is lost",
            Money::markedPayment,
            draft -> draft.output(0, paid(KZT, THREE_HUNDRED))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a mark appears",
            Money::payment,
            draft -> draft.output(0, Money.marked(Money.MARK))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a mark's version changes",
            Money::markedPayment,
            draft -> draft.output(0, Money.marked(new Mark(Money.MARK.policy(), 2)))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "a mark's policy changes",
            Money::markedPayment,
            draft ->
                draft.output(0, Money.marked(new Mark(TestLedger.confirmation("another"), 1)))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "more is created than issued",
            Money::issue,
            draft -> draft.output(paid(KZT, Amount.ofTiyn(1)))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "less is created than issued",
            Money::issue,
            draft -> draft.output(1, paid(KZT, THREE_HUNDRED))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "what is issued has a mark",
            money -> money.issue(THREE_HUNDRED),
            draft -> draft.output(1, Money.marked(Money.MARK))),
        Row.of(
            Refusal.SUM_NOT_CONSERVED,
            "what is redeemed comes back",
            Money::redemption,
            draft -> draft.output(paid(KZT, THREE_HUNDRED))),
        Row.of(
            Refusal.SUM_TOO_LARGE,
            "the outputs are worth more than can be counted",
            Money::payment,
            draft ->
                Collections.nCopies(100, paid(KZT, Amount.ofTiyn(Amount.MAX_TIYN)))
                    .forEach(draft::output)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    row.check();
  }

  private static State paid(Asset asset, Amount amount) {
    var owner = new Condition.Signed(Money.DAULET.publicKey());
    return new State.Token(asset, amount, Optional.empty(), owner, CENTERCREDIT);
  }
}

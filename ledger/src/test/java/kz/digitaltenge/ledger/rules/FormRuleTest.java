package kz.digitaltenge.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is seen from the transaction alone, and from the network it names.
final class FormRuleTest {
  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.INPUTS_MISSING,
            "nothing goes in",
            Money::payment,
            draft -> {
              draft.inputs.clear();
              draft.provenance.clear();
            }),
        Row.of(
            Refusal.INPUT_LISTED_TWICE,
            "an input goes in twice",
            Money::payment,
            draft -> draft.input(draft.inputs.getFirst())),
        Row.of(
            Refusal.REFERENCE_ALSO_CONSUMED,
            "an input is read too",
            Money::payment,
            draft -> draft.reference(draft.inputs.getFirst().ref())),
        Row.of(
            Refusal.OUTPUTS_MISSING,
            "nothing comes out",
            Money::payment,
            draft -> draft.outputs.clear()),
        Row.of(
            Refusal.OUTPUT_COUNT_DIFFERS,
            "the header counts an output more",
            Money::payment,
            draft -> draft.outputCount(3)),
        Row.of(
            Refusal.OUTPUT_COUNT_DIFFERS,
            "the header counts an output less",
            Money::payment,
            draft -> draft.outputCount(1)),
        Row.of(
            Refusal.TAG_COUNT_DIFFERS,
            "the header counts a tag more",
            Money::payment,
            draft -> draft.tagCount(3)),
        Row.of(
            Refusal.TAG_COUNT_DIFFERS,
            "an output has no tag",
            Money::payment,
            Draft::withoutLastTag),
        Row.of(
            Refusal.TAG_COUNT_DIFFERS,
            "an output has no tag and the header agrees",
            Money::payment,
            draft -> draft.withoutLastTag().tagCount(1)),
        Row.of(
            Refusal.CONDITION_TOO_LARGE,
            "a condition is one level too deep",
            money -> money.hold(nested(Condition.DEPTH_MAX)),
            draft -> draft.output(0, thousandUnder(nested(Condition.DEPTH_MAX + 1)))),
        Row.of(
            Refusal.CONDITION_TOO_LARGE,
            "a condition has one node too many",
            money -> money.hold(wide(Condition.NODES_MAX)),
            draft -> draft.output(0, thousandUnder(wide(Condition.NODES_MAX + 1)))),
        Row.of(
            Refusal.INTENT_NOT_SINGLE,
            "it has no intent",
            Money::payment,
            draft -> draft.intents.clear()),
        Row.of(
            Refusal.INTENT_NOT_SINGLE,
            "it has two intents",
            Money::payment,
            draft -> draft.intents.add(new Intent.Housekeeping())),
        Row.of(
            Refusal.NETWORK_DIFFERS,
            "it names another network",
            Money::payment,
            draft -> draft.network(TestLedger.confirmation("another network"))),
        Row.of(
            Refusal.EPOCH_NOT_ACCEPTED,
            "it names an epoch to come",
            Money::payment,
            draft -> draft.epoch(2)),
        Row.whenViewed(
            Refusal.EPOCH_NOT_ACCEPTED,
            "its epoch is two behind",
            Money::payment,
            view -> next(next(view, false), false)),
        Row.whenViewed(
            Refusal.EPOCH_NOT_ACCEPTED,
            "its epoch ended at once",
            Money::payment,
            view -> next(view, true)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    row.check();
  }

  @Test
  void theEpochBeforeStillCounts() {
    var money = new Money();
    NetworkView later = next(money.ledger().network().view(), false);

    assertThat(Row.verdict(money.payment(), later)).isEqualTo(Verdict.accepted());
  }

  private static NetworkView next(NetworkView view, boolean urgent) {
    return view.adopt(TestNetwork.successorOf(view.current(), urgent));
  }

  private static State thousandUnder(Condition condition) {
    return TestLedger.token(Amount.ofTenge(1_000), condition, TestNetwork.HALYK);
  }

  private static Condition nested(int depth) {
    Condition condition = new Condition.Signed(Money.AIGERIM.publicKey());
    for (int i = 1; i < depth; i++) {
      condition = new Condition.All(List.of(condition));
    }
    return condition;
  }

  private static Condition wide(int nodes) {
    return new Condition.Any(
        Collections.nCopies(nodes - 1, new Condition.Signed(Money.AIGERIM.publicKey())));
  }
}

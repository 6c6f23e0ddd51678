package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HousekeepingRuleTest {
  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.HOUSEKEEPING_CHANGES_OWNER,
            "a merge moves the sum to another bank",
            Money::merge,
            draft -> draft.output(0, atCenterCredit(Amount.ofTenge(2_000)))),
        Row.of(
            Refusal.HOUSEKEEPING_CHANGES_OWNER,
            "a payment across banks calls itself housekeeping",
            Money::payment,
            draft -> draft.intent(new Intent.Housekeeping())));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    row.check();
  }

  @Test
  void aTokenCanBeSplitAndMergedAgain() {
    var money = new Money();
    Draft split = money.merge();
    split.outputs.clear();
    split.output(Money.tenge(Amount.ofTenge(1)), Money.tenge(Amount.ofTenge(1_999)));

    assertThat(Row.verdict(split, Money.NETWORK.view())).isEqualTo(Verdict.accepted());

    var parts = money.ledger().commit(split);
    Draft merge = money.ledger().merge(Money.AIGERIM, parts.getFirst(), parts.getLast());

    assertThat(Row.verdict(merge, Money.NETWORK.view())).isEqualTo(Verdict.accepted());
  }

  private static State atCenterCredit(Amount amount) {
    return TestLedger.token(amount, Money.AIGERIM.publicKey(), CENTERCREDIT);
  }
}

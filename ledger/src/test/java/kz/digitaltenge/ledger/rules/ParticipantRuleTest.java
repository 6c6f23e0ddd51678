package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ParticipantRuleTest {
  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.CUSTODIAN_UNKNOWN,
            "the payee's custodian takes no part",
            Money::payment,
            draft -> draft.output(0, threeHundredAt(new NodeId("CASPKZKA")))),
        Row.whenViewed(
            Refusal.CUSTODIAN_UNKNOWN,
            "the payee's custodian left",
            Money::payment,
            view -> sameEpoch(view, without(view.current(), CENTERCREDIT))),
        Row.of(
            Refusal.ASSET_UNKNOWN,
            "the central bank has no such asset",
            Money::payment,
            draft -> draft.output(0, token(new Asset(CENTRAL_BANK, "USD")))),
        Row.of(
            Refusal.ASSET_UNKNOWN,
            "a bank has no asset of that code",
            Money::payment,
            draft -> draft.output(0, token(new Asset(HALYK, "KZT")))),
        Row.whenViewed(
            Refusal.ASSET_UNKNOWN,
            "the asset was given up before it was ever issued",
            Money::issue,
            view -> sameEpoch(view, withoutAssets(view.current()))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    row.check();
  }

  private static State threeHundredAt(NodeId custodian) {
    return TestLedger.token(Amount.ofTenge(300), Money.DAULET.publicKey(), custodian);
  }

  private static State token(Asset asset) {
    var owner = new Condition.Signed(Money.DAULET.publicKey());
    return new State.Token(asset, Amount.ofTenge(300), Optional.empty(), owner, CENTERCREDIT);
  }

  /// A view of the same network in which the epoch had other parameters.
  private static NetworkView sameEpoch(NetworkView view, NetworkParameters other) {
    return new NetworkView(view.networkId(), other, Optional.empty());
  }

  private static NetworkParameters without(NetworkParameters from, NodeId gone) {
    return new NetworkParameters(
        from.epoch(),
        from.previous(),
        TestNetwork.EFFECTIVE_FROM,
        from.urgent(),
        from.participants().stream().filter(each -> !each.node().equals(gone)).toList(),
        from.notary(),
        from.assets());
  }

  private static NetworkParameters withoutAssets(NetworkParameters from) {
    return new NetworkParameters(
        from.epoch(),
        from.previous(),
        TestNetwork.EFFECTIVE_FROM,
        from.urgent(),
        from.participants(),
        from.notary(),
        List.of());
  }
}

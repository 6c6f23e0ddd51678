package kz.digitaltenge.testing.conversion;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.testing.dishonest.HonestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Issue, redemption and a redemption that is refused, on a real ledger with a real notary, against
/// the emulated core banking system over its own connection.
class ConversionsMoveRealTokensTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void tokensFollowTheMoneyOfTheCoreBankingSystem(@TempDir Path folder) {
    try (HonestNetwork network = HonestNetwork.start(folder, List.of(HALYK));
        RunningCore core = RunningCore.start(folder.resolve("core"), network, HALYK)) {
      Conversions conversions = network.conversions(core.adapter());
      AccountId stock = Accounts.own(network.node(HALYK).status().bankCode());
      var bank = new Bank(network, conversions, stock);

      bank.converts(Kind.ISSUANCE, "in", 1_000, Stage.ISSUED);
      bank.converts(Kind.REDEMPTION, "out", 300, Stage.REDEEMED);
      core.closeCorrespondentAccount();
      bank.converts(Kind.REDEMPTION, "refused", 200, Stage.RETURNED);

      Reconciliation end = conversions.reconcile(RunningCore.ZONE);
      assertThat(end.breaks()).isEmpty();
      assertThat(end.inFlight()).isEmpty();
      assertThat(end.liability()).isEqualTo(Amount.ofTenge(700));
      assertThat(network.centralBank().supply().circulating()).isEqualTo(Amount.ofTenge(700));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(bank.holds()).isEqualTo(Amount.ofTenge(700)));
      // Whoever starts again finds the same, and nothing left to do.
      assertThat(network.conversions(core.adapter()).resume()).isEmpty();
    }
  }

  /// Approvals that do not fit are looked at only when there is something to approve.
  @Test
  void anIssueThatWasMadeIsToldAgainWhateverItComesWith(@TempDir Path folder) {
    try (HonestNetwork network = HonestNetwork.start(folder, List.of(HALYK))) {
      network.issue(HALYK, "5", "typed");
      IssueOrder other =
          Officers.of(network.folder()).approved(new IssueOrder(HALYK.value(), "6", KZT, "typed"));

      var again = new IssueOrder(HALYK.value(), "5", KZT, "typed", other.approvals());

      assertThat(network.centralBank().issue(again)).isInstanceOf(PayOutcome.Final.class);
      assertThat(network.centralBank().issue(other)).isInstanceOf(PayOutcome.Refused.class);
      network.issue(HALYK, "7", "another");
      assertThat(network.centralBank().supply().circulating()).isEqualTo(Amount.ofTenge(12));
    }
  }

  /// A bank that hands over what it wants to redeem.
  private record Bank(HonestNetwork network, Conversions conversions, AccountId stock) {
    void converts(Kind kind, String name, long tenge, Stage end) {
      var request =
          new ConversionRequest(new ConversionId(HALYK, name), kind, stock, Amount.ofTenge(tenge));
      conversions.request(network.signed(request));
      switch (kind) {
        case ISSUANCE -> network.approve(conversions, request.id());
        case REDEMPTION -> {
          handOver(request);
          // The other banks of the network are away, and no proof is green.
          reaches(request, Stage.TOKENS_HELD);
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> {
                    reaches(request, Stage.TOKENS_HELD);
                    assertThat(conversions.find(request.id()).orElseThrow().note())
                        .contains("has stated nothing");
                  });
          network.approve(conversions, request.id());
        }
      }
      reaches(request, end);
    }

    private void reaches(ConversionRequest request, Stage stage) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var _ = conversions.resume();
                assertThat(conversions.find(request.id())).map(Conversion::stage).contains(stage);
              });
    }

    Amount holds() {
      return network.node(HALYK).balances(stock.value()).stream()
          .map(BalanceLine::available)
          .reduce(Amount.ZERO, Amount::plus);
    }

    private void handOver(ConversionRequest request) {
      String redemptions = network.centralBank().supply().redemptionAccount();
      var order =
          new PayOrder(
              request.id().handover().value(),
              stock.value(),
              redemptions,
              request.amount().toString(),
              KZT);
      await()
          .atMost(PATIENCE)
          .until(() -> network.node(HALYK).pay(order) instanceof PayOutcome.Final);
    }
  }
}

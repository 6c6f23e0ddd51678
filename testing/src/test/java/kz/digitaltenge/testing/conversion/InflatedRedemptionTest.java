package kz.digitaltenge.testing.conversion;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.testing.dishonest.Coin;
import kz.digitaltenge.testing.dishonest.Deal;
import kz.digitaltenge.testing.dishonest.DishonestBank;
import kz.digitaltenge.testing.dishonest.HonestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bank that made money from nothing hands it over to be redeemed: it gets no money for it,
/// though the last supply proof before was green (S13, N4).
class InflatedRedemptionTest {
  private static final NodeId ALTYN = new NodeId("ATYNKZKA");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");

  /// More than the bank was ever issued.
  private static final Amount INFLATED = Amount.ofTenge(25_000);

  /// What the core banking system could pay.
  private static final Amount LIABILITY = Amount.ofTenge(30_000);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whatABankMadeFromNothingIsNotRedeemed(@TempDir Path folder) {
    try (HonestNetwork network =
            HonestNetwork.start(folder, List.of(HALYK, CENTER_CREDIT, ALTYN, KAZPOST));
        DishonestBank crook = DishonestBank.start(network, EURASIAN);
        RunningCore core = RunningCore.start(folder.resolve("core"), network, EURASIAN)) {
      Conversions conversions = network.conversions(core.adapter());
      // What the bank has was issued on a typed word: the other side's books follow.
      var _ = core.adapter().settle(new CoreOrder("float", Direction.DEBIT, EURASIAN, LIABILITY));
      var honest = request(network, "honest", DishonestBank.COIN);
      Coin coin = crook.coin();
      handOver(crook, honest, coin);
      crook.books().forgets(coin.ref());
      crook.books().went(CENTRAL_BANK, DishonestBank.COIN);
      assertThat(ends(network, conversions, honest, Stage.REDEEMED).confirmation()).isPresent();
      Amount before = core.onCorrespondentAccount();
      assertThat(before).isEqualTo(RunningCore.DEPOSIT.minus(LIABILITY).plus(DishonestBank.COIN));

      var inflated = request(network, "inflated", INFLATED);
      handOver(crook, inflated, inflate(crook));
      // It states what it handed over, or else both ends of the pair differ.
      crook.books().went(CENTRAL_BANK, INFLATED);
      Conversion held = ends(network, conversions, inflated, Stage.TOKENS_HELD);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var _ = conversions.resume();
                assertThat(conversions.find(held.id()).orElseThrow().note())
                    .contains("EURIKZKA", "position is -");
              });

      // Nobody's word helps.
      assertThatExceptionOfType(PlatformException.class)
          .isThrownBy(() -> network.approve(conversions, inflated.id()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
      assertThat(conversions.find(inflated.id()).orElseThrow().stage())
          .isEqualTo(Stage.TOKENS_HELD);
      assertThat(core.onCorrespondentAccount()).isEqualTo(before);
    }
  }

  private static ConversionRequest request(HonestNetwork network, String name, Amount amount) {
    AccountId own =
        Accounts.own(network.parameters().participant(EURASIAN).orElseThrow().bankCode());
    return new ConversionRequest(new ConversionId(EURASIAN, name), Kind.REDEMPTION, own, amount);
  }

  private static Coin inflate(DishonestBank crook) {
    Coin coin = crook.coin();
    Draft inflating =
        crook.onUs(coin).output(0, crook.token(INFLATED, coin.owner().publicKey(), EURASIAN));
    NotaryAnswer answer =
        crook.notarise(inflating, coin, crook.attest(Role.RECEIVE, inflating.transaction().id()));
    crook.books().forgets(coin.ref());
    return crook.output(inflating, 0, coin.owner(), ((NotaryAnswer.Final) answer).proof());
  }

  /// All of the coin, and nothing comes back.
  private static void handOver(DishonestBank crook, ConversionRequest redemption, Coin coin) {
    AccountId redemptions =
        new AccountId(crook.network().centralBank().supply().redemptionAccount());
    Deal deal = crook.agree(CENTRAL_BANK, redemptions, redemption.id().handover(), 1);
    Draft payment = crook.wholePayment(deal, coin);
    FinalityProof left =
        ((NotaryAnswer.Final) crook.notarise(payment, coin, crook.propose(deal, payment))).proof();
    crook.deliver(CENTRAL_BANK, left);
  }

  private static Conversion ends(
      HonestNetwork network, Conversions conversions, ConversionRequest request, Stage stage) {
    conversions.request(network.signed(request));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var _ = conversions.resume();
              assertThat(conversions.find(request.id())).map(Conversion::stage).contains(stage);
            });
    return conversions.find(request.id()).orElseThrow();
  }
}

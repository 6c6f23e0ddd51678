package kz.digitaltenge.testing.conversion;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.IsoCoreBanking;
import kz.digitaltenge.adapters.abs.emulator.CoreServer;
import kz.digitaltenge.adapters.abs.emulator.EmulatedCore;
import kz.digitaltenge.adapters.abs.emulator.Faults;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionPlace.Approvals;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.testing.dishonest.HonestNetwork;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Issue, redemption and a redemption that is refused, on a real ledger with a real notary, against
/// the emulated core banking system over its own connection.
class ConversionsMoveRealTokensTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final AccountId LIABILITY = AccountId.of("125", "LIABILITY0001");
  private static final AccountId CORRESPONDENT = AccountId.of("125", "CORRESP000601");
  private static final String CORE = "core-banking";
  private static final IsoCodec CODEC = new IsoCodec();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void tokensFollowTheMoneyOfTheCoreBankingSystem(@TempDir Path folder) {
    try (HonestNetwork network = HonestNetwork.start(folder, List.of(HALYK));
        EmulatedCore core = core(folder.resolve("core"));
        CoreServer server = server(core, network);
        IsoCoreBanking abs = adapter(server, network)) {
      var officers = new Approvals(Set.of("Aliya"), _ -> 1);
      Conversions conversions = network.conversions(abs, officers);
      AccountId stock = Accounts.own(network.node(HALYK).status().bankCode());
      var bank = new Bank(network, conversions, stock);

      bank.converts(Kind.ISSUANCE, "in", 1_000, Stage.ISSUED);
      bank.converts(Kind.REDEMPTION, "out", 300, Stage.REDEEMED);
      core.close(CORRESPONDENT);
      bank.converts(Kind.REDEMPTION, "refused", 200, Stage.RETURNED);

      Reconciliation end = conversions.reconcile(ZONE);
      assertThat(end.breaks()).isEmpty();
      assertThat(end.inFlight()).isEmpty();
      assertThat(end.liability()).isEqualTo(Amount.ofTenge(700));
      assertThat(network.centralBank().supply().circulating()).isEqualTo(Amount.ofTenge(700));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(bank.holds()).isEqualTo(Amount.ofTenge(700)));
      // Whoever starts again finds the same, and nothing left to do.
      assertThat(network.conversions(abs, officers).resume()).isEmpty();
    }
  }

  /// A bank that hands over what it wants to redeem.
  private record Bank(HonestNetwork network, Conversions conversions, AccountId stock) {
    void converts(Kind kind, String name, long tenge, Stage end) {
      var request =
          new ConversionRequest(new ConversionId(HALYK, name), kind, stock, Amount.ofTenge(tenge));
      conversions.request(request);
      switch (kind) {
        case ISSUANCE -> conversions.approve(request.id(), "Aliya");
        case REDEMPTION -> handOver(request);
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var _ = conversions.resume();
                assertThat(conversions.find(request.id())).map(Conversion::stage).contains(end);
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

  private static EmulatedCore core(Path folder) {
    var core =
        new EmulatedCore(
            folder,
            new Party(CENTRAL_BANK, LIABILITY),
            OperatingHours.aroundTheClock(ZONE),
            new Faults(),
            CODEC,
            InstantSource.system());
    core.open(new Party(HALYK, CORRESPONDENT));
    core.deposit(CORRESPONDENT, Amount.ofTenge(5_000));
    return core;
  }

  private static CoreServer server(EmulatedCore core, HonestNetwork network) {
    NetworkAuthority authority =
        NetworkAuthority.open(
            network.folder().authority(), Entropy.from(new SecureRandom()), InstantSource.system());
    var request = new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, CORE, List.of());
    return CoreServer.start(
        core,
        new Faults(),
        Set.of(CENTRAL_BANK.value()),
        new TlsSockets(authority.issue(request)),
        new Endpoint("127.0.0.1", 0));
  }

  private static IsoCoreBanking adapter(CoreServer server, HonestNetwork network) {
    return new IsoCoreBanking(
        new CoreAccounts(CENTRAL_BANK, LIABILITY, Map.of(HALYK, CORRESPONDENT)),
        new Caller(
            new TlsSockets(network.founding().tls(CENTRAL_BANK)),
            new Caller.Place(server.endpoint(), CORE, PATIENCE)),
        CODEC,
        InstantSource.system());
  }
}

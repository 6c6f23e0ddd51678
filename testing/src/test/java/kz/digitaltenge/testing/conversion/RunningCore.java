package kz.digitaltenge.testing.conversion;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTRAL_BANK;

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
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.testing.dishonest.HonestNetwork;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;

/// The emulated core banking system over its own connection, with one bank's correspondent account
/// and 50 000 tenge on it.
final class RunningCore implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  static final Amount DEPOSIT = Amount.ofTenge(50_000);

  private static final AccountId LIABILITY = AccountId.of("125", "LIABILITY0001");
  private static final AccountId CORRESPONDENT = AccountId.of("125", "CORRESP000601");
  private static final String CORE = "core-banking";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final IsoCodec CODEC = new IsoCodec();

  private final EmulatedCore core;
  private final CoreServer server;
  private final IsoCoreBanking adapter;

  private RunningCore(EmulatedCore core, CoreServer server, IsoCoreBanking adapter) {
    this.core = core;
    this.server = server;
    this.adapter = adapter;
  }

  static RunningCore start(Path folder, HonestNetwork network, NodeId bank) {
    var core =
        new EmulatedCore(
            folder,
            new Party(CENTRAL_BANK, LIABILITY),
            OperatingHours.aroundTheClock(ZONE),
            new Faults(),
            CODEC,
            InstantSource.system());
    core.open(new Party(bank, CORRESPONDENT));
    core.deposit(CORRESPONDENT, DEPOSIT);
    NetworkAuthority authority =
        NetworkAuthority.open(
            network.folder().authority(), Entropy.from(new SecureRandom()), InstantSource.system());
    var request = new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, CORE, List.of());
    CoreServer server =
        CoreServer.start(
            core,
            new Faults(),
            Set.of(CENTRAL_BANK.value()),
            new TlsSockets(authority.issue(request)),
            new Endpoint("127.0.0.1", 0));
    var adapter =
        new IsoCoreBanking(
            new CoreAccounts(CENTRAL_BANK, LIABILITY, Map.of(bank, CORRESPONDENT)),
            new Caller(
                new TlsSockets(network.founding().tls(CENTRAL_BANK)),
                new Caller.Place(server.endpoint(), CORE, PATIENCE)),
            CODEC,
            InstantSource.system());
    return new RunningCore(core, server, adapter);
  }

  IsoCoreBanking adapter() {
    return adapter;
  }

  Amount onCorrespondentAccount() {
    return core.balance(CORRESPONDENT).orElseThrow();
  }

  void closeCorrespondentAccount() {
    core.close(CORRESPONDENT);
  }

  @Override
  public void close() {
    adapter.close();
    server.close();
    core.close();
  }
}

package kz.digitaltenge.adapters.abs;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;

/// The emulated system on a port of its own, and what calls it; the system can be stopped and
/// started again over what its disk holds.
final class CoreFixture implements AutoCloseable {
  static final NodeId NBRK = new NodeId("NBRKKZKX");
  static final NodeId HALYK = new NodeId("HSBKKZKX");
  static final NodeId KAZPOST = new NodeId("KPSTKZKA");
  static final AccountId LIABILITY = AccountId.of("125", "LIABILITY0001");
  static final AccountId HALYKS = AccountId.of("125", "CORRESP000601");
  static final AccountId KAZPOSTS = AccountId.of("125", "CORRESP000563");

  /// A Monday, 12:00 in Astana.
  static final Instant OPEN = Instant.parse("2026-11-30T07:00:00Z");

  static final OperatingHours HOURS =
      new OperatingHours(
          ZoneId.of("Asia/Almaty"),
          LocalTime.of(9, 0),
          LocalTime.of(18, 0),
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

  private static final String NAME = "core-banking";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /// Shared, for what it learns of each kind takes long.
  private static final IsoCodec CODEC = new IsoCodec();

  private static final Map<NodeId, AccountId> CORRESPONDENTS =
      Map.of(HALYK, HALYKS, KAZPOST, KAZPOSTS);

  final Faults faults = new Faults();
  final AtomicReference<Instant> now = new AtomicReference<>(OPEN);
  final NetworkAuthority authority;
  private final Path folder;
  private final TlsSockets sockets;
  private EmulatedCore core;
  private CoreServer server;

  CoreFixture(Path folder) {
    this.folder = folder;
    this.authority =
        NetworkAuthority.create(
            folder.resolve("authority"),
            "Test network",
            Entropy.from(new SecureRandom()),
            InstantSource.system());
    this.sockets =
        new TlsSockets(
            authority.issue(
                new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, NAME, List.of())));
    this.core = opened();
    this.server = started(0);
    core.open(new Party(HALYK, HALYKS));
    core.deposit(HALYKS, Amount.ofTenge(1_000));
    core.open(new Party(KAZPOST, KAZPOSTS));
  }

  EmulatedCore core() {
    return core;
  }

  Endpoint endpoint() {
    return server.endpoint();
  }

  /// The system ends without a word and starts again on the same port.
  void restart() {
    int port = server.endpoint().port();
    stop();
    core = opened();
    server = started(port);
  }

  void stop() {
    server.close();
    core.close();
  }

  IsoCoreBanking adapter() {
    return adapter(CertificateRequest.node(NBRK.value()), NAME);
  }

  IsoCoreBanking adapter(Map<NodeId, AccountId> correspondents) {
    return adapter(CertificateRequest.node(NBRK.value()), NAME, correspondents, TIMEOUT);
  }

  IsoCoreBanking adapter(CertificateRequest asWhom, String expected) {
    return adapter(asWhom, expected, CORRESPONDENTS, TIMEOUT);
  }

  IsoCoreBanking adapter(Duration timeout) {
    return adapter(CertificateRequest.node(NBRK.value()), NAME, CORRESPONDENTS, timeout);
  }

  private IsoCoreBanking adapter(
      CertificateRequest asWhom,
      String expected,
      Map<NodeId, AccountId> correspondents,
      Duration timeout) {
    return new IsoCoreBanking(
        new CoreAccounts(NBRK, LIABILITY, correspondents),
        new Caller(
            new TlsSockets(authority.issue(asWhom)),
            new Caller.Place(endpoint(), expected, timeout)),
        CODEC,
        now::get);
  }

  Caller operator() {
    return operator(NBRK);
  }

  Caller operator(NodeId participant) {
    return new Caller(
        new TlsSockets(
            authority.issue(CertificateRequest.operator("operator", participant.value()))),
        new Caller.Place(endpoint(), NAME, TIMEOUT));
  }

  @Override
  public void close() {
    stop();
  }

  private EmulatedCore opened() {
    return new EmulatedCore(
        folder.resolve("core"), new Party(NBRK, LIABILITY), HOURS, faults, CODEC, now::get);
  }

  private CoreServer started(int port) {
    return CoreServer.start(
        core, faults, Set.of(NBRK.value()), sockets, new Endpoint("127.0.0.1", port));
  }
}

package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.observe.BankMeters;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.gateway.BankServices;
import kz.digitaltenge.gateway.Gateway;
import kz.digitaltenge.gateway.GatewayLimits;
import kz.digitaltenge.gateway.GatewaySetting;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.gateway.webhook.Receivers;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.gateway.webhook.WebhookSetting;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import kz.digitaltenge.trust.signed.EvidenceLog;
import kz.digitaltenge.trust.signed.MessageCryptography;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.signed.MessageVerifier;
import kz.digitaltenge.trust.stamp.TimeStamps;
import kz.digitaltenge.trust.status.StatusCache;
import kz.digitaltenge.trust.status.StatusServer;
import kz.digitaltenge.trust.status.StatusSource;

/// The gateway of each bank of a sandbox, and the participants' authority that they and the banks'
/// programs have their certificates of: made at the first start, kept in the data folder.
public final class SandboxGateways implements AutoCloseable {
  private static final String ORGANISATION = "Digital tenge sandbox";
  private static final Set<String> RECEIVING_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(5);
  private static final Duration STAMP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_STAMPS = Duration.ofSeconds(10);

  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Sandbox.Running network;
  private final BankMeters meters;
  private final Entropy entropy = new SystemEntropy();
  private final InstantSource clock = InstantSource.system();
  private final MessageCryptography cryptography = Cryptography.fastest().messages();
  private final Parts parts = new Parts();

  private SandboxGateways(
      DataFolder folder, NetworkPlan plan, Sandbox.Running network, BankMeters meters) {
    this.meters = meters;
    this.folder = folder;
    this.plan = plan;
    this.network = network;
  }

  /// Returns when all of them listen.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when one cannot; everything is closed
  ///   again
  public static SandboxGateways start(
      DataFolder folder, NetworkPlan plan, Sandbox.Running network, BankMeters meters) {
    var gateways = new SandboxGateways(folder, plan, network, meters);
    try {
      gateways.start();
      return gateways;
    } catch (RuntimeException e) {
      gateways.close();
      throw e;
    }
  }

  @Override
  public void close() {
    parts.close();
  }

  private void start() {
    Endpoint status = Endpoint.parse(plan.statusEndpoint());
    ParticipantAuthority authority = parts.start(() -> authority(status));
    var _ = parts.start(() -> StatusServer.start(authority, status));
    HttpClient http =
        parts.start(() -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    // Asked where it is told now: certificates may name where it was told when they were issued.
    URI ocsp = new StatusAddress(URI.create("http://" + status)).ocsp();
    StatusSource source = StatusSource.over(http, ocsp, STATUS_PATIENCE);
    URI stamps = new StatusAddress(URI.create("http://" + status)).stamps();
    TimeStamps stamping = TimeStamps.over(http, stamps, STAMP_PATIENCE, entropy);
    plan.nodes().stream()
        .filter(node -> node.kind() == Participant.Kind.BANK)
        .forEach(
            bank -> {
              EvidenceLog evidence = start(bank, authority, source);
              stamped(bank, evidence, stamping, authority);
            });
  }

  /// Now and then all that came since, so that no request waits for it.
  private void stamped(
      PlannedNode bank, EvidenceLog evidence, TimeStamps stamping, ParticipantAuthority authority) {
    Set<Hash> roots = Set.of(IssuedCertificate.thumbprint(authority.root()));
    VirtualThreadTasks tasks =
        parts.start(() -> new VirtualThreadTasks("time stamps of " + bank.node(), STAMP_PATIENCE));
    new Rounds(
            "time stamps",
            BETWEEN_STAMPS,
            tasks,
            () -> {
              try {
                var _ = evidence.stamp(stamping, roots);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .start();
  }

  private ParticipantAuthority authority(Endpoint status) {
    Path place = folder.participants();
    return ParticipantAuthority.existsIn(place)
        ? ParticipantAuthority.open(place, entropy, clock)
        : ParticipantAuthority.create(
            place, ORGANISATION, new StatusAddress(URI.create("http://" + status)), entropy, clock);
  }

  private EvidenceLog start(PlannedNode bank, ParticipantAuthority authority, StatusSource source) {
    Path place = folder.gateway(bank.node());
    BankFiles files = BankFiles.of(folder, bank.node());
    KeyFiles.makeFolder(place);
    KeyFiles.makeFolder(files.place());
    var certificates = new BankCertificates(authority, bank.node(), bank.name(), clock);
    KeyPair answers = certificates.keys(place.resolve("answers.key"), entropy);
    X509Certificate answering = certificates.signature("answers", answers);
    EvidenceLog evidence = parts.start(() -> EvidenceLog.open(place.resolve("signed")));
    Endpoint endpoint = Endpoint.parse(plan.gatewayEndpoint(bank));
    var setting =
        new GatewaySetting(
            bank.node().value(),
            endpoint,
            tls(place, certificates, authority, endpoint.host()),
            new MessageSigner(answering, answers.getPrivate(), entropy, clock, cryptography),
            new MessageVerifier(
                CertificateDirectory.of(authority),
                Set.of(IssuedCertificate.thumbprint(authority.root())),
                new StatusCache(source, entropy, clock),
                evidence,
                MessageVerifier.NONCES_MAX,
                clock,
                cryptography),
            GatewayLimits.STANDARD,
            webhooks(place, authority),
            meters.of(bank.node().value()));
    var _ = parts.start(() -> Gateway.start(setting, services(bank.node())));
    files.keep(
        certificates.signature("client", certificates.keys(files.clientKey(), entropy)),
        answering,
        certificates.tls(certificates.keys(files.receiverKey(), entropy), endpoint.host()),
        issuer(authority, answering),
        authority.root(),
        URI.create("https://" + endpoint));
    return evidence;
  }

  private BankServices services(NodeId bank) {
    return new BankServices(
        () -> network.platform().node(bank),
        () -> network.backstage().bank(bank).get().customers(),
        () -> network.backstage().bank(bank).get().conversions(),
        () -> network.backstage().bank(bank).get().refunds(),
        () -> network.backstage().bank(bank).get().requests(),
        () -> network.backstage().bank(bank).get().registers(),
        () -> network.backstage().bank(bank).get().standingOrders());
  }

  /// In a sandbox receivers are on this machine, with certificates of the participants' authority.
  private WebhookSetting webhooks(Path place, ParticipantAuthority authority) {
    return new WebhookSetting(
        place.resolve("webhooks"),
        new Receivers(RECEIVING_HOSTS, TrustedHttp.context(authority.root())),
        WebhookLimits.STANDARD,
        clock);
  }

  private TlsIdentity tls(
      Path place, BankCertificates certificates, ParticipantAuthority authority, String host) {
    KeyPair keys = certificates.keys(place.resolve("tls.key"), entropy);
    X509Certificate certificate = certificates.tls(keys, host);
    return new TlsIdentity(
        List.of(certificate, issuer(authority, certificate)),
        keys.getPrivate(),
        List.of(authority.root()));
  }

  private static X509Certificate issuer(
      ParticipantAuthority authority, X509Certificate certificate) {
    return authority.issuers().stream()
        .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .findFirst()
        .orElseThrow();
  }
}

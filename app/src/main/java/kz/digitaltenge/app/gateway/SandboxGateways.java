package kz.digitaltenge.app.gateway;

import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.observe.BankMeters;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.centralbank.supply.FolderArchive;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.gateway.BankServices;
import kz.digitaltenge.gateway.CentralBankServices;
import kz.digitaltenge.gateway.GatewayWatch;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import kz.digitaltenge.trust.status.StatusServer;

/// The gateway of each bank of a sandbox and of its central bank, and the participants' authority
/// that they and who asks them have their certificates of: made at the first start, kept in the
/// data folder.
public final class SandboxGateways implements AutoCloseable {
  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Sandbox.Running network;
  private final BankMeters meters;
  private final Entropy entropy = new SystemEntropy();
  private final InstantSource clock = InstantSource.system();
  private final Parts parts = new Parts();
  private final ParticipantAuthority authority;
  private final Map<String, Supplier<Optional<Problem>>> troubles = new LinkedHashMap<>();

  private SandboxGateways(
      DataFolder folder, NetworkPlan plan, Sandbox.Running network, BankMeters meters) {
    this.meters = meters;
    this.folder = folder;
    this.plan = plan;
    this.network = network;
    this.authority = parts.start(() -> GatewayPapers.authority(folder, plan, entropy, clock));
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

  /// What keeps each of them from answering, by name.
  public Map<String, Supplier<Optional<Problem>>> troubles() {
    return Collections.unmodifiableMap(troubles);
  }

  /// What their papers come from, open as long as they are.
  ParticipantAuthority authority() {
    return authority;
  }

  @Override
  public void close() {
    parts.close();
  }

  private void start() {
    Endpoint status = Endpoint.parse(plan.statusEndpoint());
    var _ = parts.start(() -> StatusServer.start(authority, status));
    var papers = new GatewayPapers(authority, folder, entropy, clock);
    papers.handOut(plan);
    CertificateDirectory directory = CertificateDirectory.of(authority);
    // Asked where it is told now: certificates may name where it was told when they were issued.
    var address = new StatusAddress(URI.create("http://" + status));
    plan.nodes().forEach(each -> start(each, directory, address, papers.next(each)));
  }

  private void start(
      PlannedNode member,
      CertificateDirectory directory,
      StatusAddress status,
      AnsweringShelf.Next next) {
    NodeId node = member.node();
    var place =
        new BankGateway.Place(
            folder,
            node,
            Endpoint.parse(plan.gatewayEndpoint(member)),
            status,
            WebhookReach.THIS_MACHINE);
    GatewayWatch watch = meters.of(node.value());
    BankGateway gateway =
        parts.start(
            () ->
                member.kind() == Participant.Kind.BANK
                    ? BankGateway.start(place, directory, services(node), watch, next)
                    : BankGateway.start(place, directory, centralBank(node), watch, next));
    troubles.put(BankGateway.name(node), gateway::trouble);
  }

  private CentralBankServices centralBank(NodeId node) {
    Platform platform = network.platform();
    var archive = new FolderArchive(new FolderShelf(folder.supply(node)));
    return new CentralBankServices(
        () -> platform.node(node),
        platform::days,
        platform::blocks,
        () -> archive,
        position -> platform.centralBank().liability(position),
        network.backstage()::conversions,
        NodeKeys::officerNumber);
  }

  private BankServices services(NodeId bank) {
    return new BankServices(
        () -> network.platform().node(bank),
        () -> network.backstage().bank(bank).get().customers(),
        () -> network.backstage().bank(bank).get().conversions(),
        () -> network.backstage().bank(bank).get().refunds(),
        () -> network.backstage().bank(bank).get().requests(),
        () -> network.backstage().bank(bank).get().registers(),
        () -> network.backstage().bank(bank).get().standingOrders(),
        () -> network.backstage().bank(bank).get().mandates(),
        () -> network.backstage().bank(bank).get().payments(),
        () -> network.backstage().bank(bank).get().stockConversions());
  }
}

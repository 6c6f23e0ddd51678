package kz.digitaltenge.app.platform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.trust.TlsFolder;

/// A network that other processes run, called over its operators' services with the certificates in
/// its data folder: at a bank's node with that of the bank's operators, or where it is not there
/// with that of the central bank's, whom the node tells less. Connections are opened when they are
/// first used.
public final class RemotePlatform implements Platform {
  private final NetworkParameters parameters;
  private final DataFolder folder;
  private final NetworkThreads threads;
  private final Map<NodeId, OperatorClient> nodes = new LinkedHashMap<>();
  private final Map<String, OperatorClient> notary = new LinkedHashMap<>();
  private final Map<String, OperatorClient> officers = new ConcurrentHashMap<>();

  private RemotePlatform(NetworkParameters parameters, DataFolder folder, TlsIdentity operator) {
    this.parameters = parameters;
    this.folder = folder;
    this.threads = NetworkThreads.start(1);
    for (Participant each : parameters.participants()) {
      nodes.put(each.node(), client(each.endpoint(), each.node().value(), at(each, operator)));
    }
    for (NotaryMember each : parameters.notary()) {
      notary.put(each.name(), client(each.endpoint(), each.name(), operator));
    }
  }

  /// The network of a data folder.
  ///
  /// @throws PlatformException `NETWORK_NOT_RUNNING` when no network was ever made there;
  ///   `CERTIFICATE_OF_NO_PARTICIPANT` when its certificates are from before they named one
  public static RemotePlatform of(DataFolder folder) {
    var parameters = new ParametersFolder(folder.parameters());
    if (parameters.isEmpty()) {
      throw notRunning(folder);
    }
    return new RemotePlatform(
        parameters.chain().getLast().parameters(), folder, load(folder.operator(), folder));
  }

  /// The network that runs on a data folder now.
  ///
  /// @throws PlatformException `NETWORK_NOT_RUNNING`
  public static RemotePlatform running(DataFolder folder) {
    if (!folder.isInUse()) {
      throw notRunning(folder);
    }
    return of(folder);
  }

  @Override
  public DataFolder folder() {
    return folder;
  }

  @Override
  public List<Member> members() {
    return Platform.members(parameters);
  }

  @Override
  public NodeOperations node(NodeId node) {
    return client(node).node();
  }

  @Override
  public CentralBankOperations centralBank() {
    return client(parameters.centralBank().node()).centralBank();
  }

  /// With the officer's certificate.
  @Override
  public ConversionOperations conversions(String officer) {
    return officers.computeIfAbsent(officer, this::officer).conversions();
  }

  /// With the certificate of the bank's operators.
  @Override
  public StockConversionOperations stockConversions(NodeId bank) {
    return client(bank).stockConversions();
  }

  @Override
  public DayOperations days() {
    return client(parameters.centralBank().node()).days();
  }

  /// With the officer's certificate.
  @Override
  public DayOperations days(String officer) {
    return officers.computeIfAbsent(officer, this::officer).days();
  }

  @Override
  public BlockOperations blocks() {
    return client(parameters.centralBank().node()).blocks();
  }

  @Override
  public List<NotaryOperations> notary() {
    return notary.values().stream().map(OperatorClient::notary).toList();
  }

  @Override
  public void close() {
    nodes.values().forEach(OperatorClient::close);
    notary.values().forEach(OperatorClient::close);
    officers.values().forEach(OperatorClient::close);
    threads.close();
  }

  private TlsIdentity at(Participant place, TlsIdentity centralBank) {
    var bank = new TlsFolder(folder.operator(place.node()), InstantSource.system());
    return place.kind() == Participant.Kind.BANK && !bank.isEmpty()
        ? load(folder.operator(place.node()), folder)
        : centralBank;
  }

  private OperatorClient officer(String name) {
    return client(
        parameters.centralBank().endpoint(),
        parameters.centralBank().node().value(),
        load(folder.officer(name), folder));
  }

  /// An operator's; one that names nobody is admitted nowhere, so that is said before it is tried.
  private static TlsIdentity load(Path place, DataFolder folder) {
    TlsIdentity operator = TlsPlaces.load(place, folder);
    if (operator.self().participant().isEmpty()) {
      throw Problem.of(ErrorCode.CERTIFICATE_OF_NO_PARTICIPANT, "path", place, "data", folder)
          .exception();
    }
    return operator;
  }

  private OperatorClient client(NodeId node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", node).exception());
  }

  private OperatorClient client(String endpoint, String peer, TlsIdentity operator) {
    return new OperatorClient(Endpoint.parse(endpoint), peer, operator, threads);
  }

  private static PlatformException notRunning(DataFolder folder) {
    return Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
  }
}

package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.audit.AuditReport;
import kz.digitaltenge.app.audit.StoppedNetwork;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeTables;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A central bank, two banks and the members of a notary, each in a process of its own, over one
/// database server that belongs to the test. Closing kills what still runs; the processes die with
/// the test's.
final class ProcessNetwork implements AutoCloseable {
  static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  static final NodeId HALYK = new NodeId("HSBKKZKX");
  static final NodeId CENTER_CREDIT = new NodeId("KCJBKZKX");
  static final String NOTARY = "notary-1";

  private static final int BANKS = 2;
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Machine machine;
  private final NetworkParameters parameters;
  private final Map<String, RoleProcess> processes = new LinkedHashMap<>();
  private final Map<String, OperatorClient> clients = new LinkedHashMap<>();
  private final Map<String, OperatorClient> notary = new LinkedHashMap<>();
  private EmbeddedServer database;

  private ProcessNetwork(Path root, int members) {
    this.folder = new DataFolder(root);
    this.plan = plan(FreePorts.forNetwork(), members);
    this.machine = RoleMain.nodesMachine();
    this.database = server(EmbeddedServer.ANY_PORT);
    Founding founding = Founding.of(folder, plan, machine);
    this.parameters = founding.chain().getLast().parameters();
    prepare(founding);
  }

  /// Founds a network in an empty folder and starts it, with one member of the notary.
  static ProcessNetwork start(Path root) {
    return start(root, 1);
  }

  /// The same with so many members.
  static ProcessNetwork start(Path root, int members) {
    var network = new ProcessNetwork(root, members);
    try {
      network.processes.values().forEach(RoleProcess::begin);
      network.processes.values().forEach(RoleProcess::awaitReady);
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /// The plan of the network: as many banks as there are processes for.
  static NetworkPlan plan(int port, int members) {
    return new NetworkPlan(port, members, BANKS);
  }

  RoleProcess process(NodeId node) {
    return process(node.value());
  }

  RoleProcess process(String name) {
    return Objects.requireNonNull(processes.get(name), name);
  }

  List<String> roles() {
    return List.copyOf(processes.keySet());
  }

  NodeOperations node(NodeId node) {
    return client(node.value()).node();
  }

  List<NodeOperations> nodes() {
    return List.of(node(CENTRAL_BANK), node(HALYK), node(CENTER_CREDIT));
  }

  CentralBankOperations centralBank() {
    return client(CENTRAL_BANK.value()).centralBank();
  }

  /// The order with what the officers sign, as many as it needs.
  IssueOrder approved(IssueOrder order) {
    return Officers.of(folder).approved(order);
  }

  NotaryOperations notary() {
    return Objects.requireNonNull(notary.get(NOTARY)).notary();
  }

  MembersSeen members() {
    return new MembersSeen(processes, notary);
  }

  DataFolder folder() {
    return folder;
  }

  /// SIGKILL to the database server and all its connections.
  void killDatabase() {
    ProcessHandle process = database.processHandle();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
    database.close();
  }

  /// Starts the killed database server where it was.
  void startDatabase() {
    database = server(database.port());
  }

  /// Kills everything and verifies again what is left on the disk.
  AuditReport audit() {
    close();
    try (Machine here = Machine.here();
        StoppedNetwork stopped = StoppedNetwork.open(folder, CACHE, here, _ -> {})) {
      return stopped.audit(Progress.silent());
    }
  }

  @Override
  public void close() {
    clients.values().forEach(OperatorClient::close);
    notary.values().forEach(OperatorClient::close);
    processes.values().forEach(RoleProcess::close);
    database.close();
    machine.close();
  }

  private void prepare(Founding founding) {
    TlsIdentity operator = founding.operator();
    for (NotaryMember member : parameters.notary()) {
      var _ = founding.tls(member.name());
      add("notary", member.name(), Map.of());
      notary.put(member.name(), client(member.endpoint(), member.name(), operator));
    }
    for (NodeId node : List.of(CENTRAL_BANK, HALYK, CENTER_CREDIT)) {
      Participant place = parameters.participant(node).orElseThrow();
      var _ = founding.tls(node);
      VaultDatabase vault =
          database.database(DataFolder.database(node), NodeTables.template(place.kind()));
      add(
          node.equals(CENTRAL_BANK) ? "central-bank" : "bank",
          node.value(),
          Map.of(
              RoleMain.DATABASE_URL, vault.url(),
              RoleMain.DATABASE_USER, vault.user(),
              RoleMain.DATABASE_PASSWORD, vault.password()));
      TlsIdentity own = node.equals(CENTRAL_BANK) ? operator : founding.operator(node);
      clients.put(node.value(), client(place.endpoint(), node.value(), own));
    }
  }

  private void add(String role, String name, Map<String, String> environment) {
    try {
      Files.createDirectories(folder.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var told = new HashMap<>(environment);
    told.put(RoleMain.MEMBERS, String.valueOf(plan.notaries()));
    processes.put(
        name,
        new RoleProcess(
            List.of(role, name, folder.toString(), String.valueOf(plan.port())),
            told,
            folder.log().resolve(name + ".log"),
            List.of()));
  }

  private OperatorClient client(String name) {
    return Objects.requireNonNull(clients.get(name), name);
  }

  private OperatorClient client(String endpoint, String peer, TlsIdentity operator) {
    return new OperatorClient(Endpoint.parse(endpoint), peer, operator, machine.threads());
  }

  private EmbeddedServer server(int port) {
    return EmbeddedServer.start(
        folder.postgres(),
        CACHE,
        port,
        Entropy.from(new Random(1)),
        _ -> {},
        NodeTables.templates());
  }
}

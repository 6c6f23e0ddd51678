package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeTables;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A network as in production: `dt run found`, then each role a process of its own, which can be
/// killed and started again, with the nodes' databases at a server that was there before. It has
/// two banks, so that a supply proof can be green.
final class RolesApart implements AutoCloseable {
  static final NodeId NBRK = new NodeId("NBRKKZKX");
  static final NodeId HALYK = new NodeId("HSBKKZKX");
  static final NodeId CENTER_CREDIT = new NodeId("KCJBKZKX");

  static final String AUTHORITY = "ca";
  static final String CORE_BANKING = "core-banking";
  static final String CORE_BANKING_OF_BANK = "core-banking --bank";
  static final String NOTARY = "notary";
  static final String ID_CENTRE = "id-centre";
  static final String CENTRAL_BANK = "centralbank";
  static final String BANK = "bank";
  static final String OTHER_BANK = "other bank";

  /// No role, and killed like one.
  static final String DATABASE = "database";

  private static final int BANKS = 2;
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final Map<String, DtProcess> processes = new LinkedHashMap<>();
  private EmbeddedServer database;

  private RolesApart(DataFolder folder) {
    this.folder = folder;
    this.plan = new NetworkPlan(FreePorts.first(), 1, BANKS);
    try (Machine machine = Machine.here()) {
      // The command founds with every bank there is.
      var _ = Founding.of(folder, plan, machine);
    }
    Command.Result found = dt().run("run", "found", "--port", String.valueOf(plan.port()));
    assertThat(found.exit()).as(found.err()).isZero();
    this.database = server(EmbeddedServer.ANY_PORT);
    commands.put(AUTHORITY, List.of("ca", "serve"));
    commands.put(CORE_BANKING, List.of("run", "core-banking"));
    commands.put(CORE_BANKING_OF_BANK, List.of("run", "core-banking", "--bank", HALYK.value()));
    commands.put(NOTARY, List.of("run", "notary"));
    commands.put(ID_CENTRE, List.of("run", "id-centre"));
    commands.put(CENTRAL_BANK, node("centralbank", NBRK));
    commands.put(OTHER_BANK, node("bank", CENTER_CREDIT, "--bank", CENTER_CREDIT.value()));
    commands.put(BANK, node("bank", HALYK, "--bank", HALYK.value()));
  }

  /// Founds one, with its database server, and starts no role.
  static RolesApart found(Path root) {
    return new RolesApart(new DataFolder(root));
  }

  Command dt() {
    return new Command(folder.root());
  }

  DataFolder folder() {
    return folder;
  }

  NetworkPlan plan() {
    return plan;
  }

  Collection<String> roles() {
    return commands.keySet();
  }

  String[] command(String role) {
    return Objects.requireNonNull(commands.get(role), role).toArray(String[]::new);
  }

  VaultDatabase database(NodeId node) {
    return database.database(
        DataFolder.database(node),
        NodeTables.template(
            node.equals(NBRK) ? Participant.Kind.CENTRAL_BANK : Participant.Kind.BANK));
  }

  /// Does not wait for anything.
  void begin(String role) {
    processes.put(role, DtProcess.begin(folder.root(), command(role)));
  }

  void awaitReady(String role) {
    process(role).awaitReady();
  }

  void start(Collection<String> roles) {
    roles.forEach(this::begin);
    roles.forEach(this::awaitReady);
  }

  /// As by `kill -9`; the database server goes with all its connections.
  void kill(String role) throws InterruptedException {
    if (!role.equals(DATABASE)) {
      process(role).kill();
      return;
    }
    ProcessHandle server = database.processHandle();
    List<ProcessHandle> connections = server.descendants().toList();
    server.destroyForcibly();
    connections.forEach(ProcessHandle::destroyForcibly);
    server.onExit().join();
    connections.forEach(each -> each.onExit().join());
    database.close();
  }

  /// Starts what was killed, and waits until it serves.
  void startAgain(String role) {
    if (role.equals(DATABASE)) {
      database = server(database.port());
    } else {
      start(List.of(role));
    }
  }

  /// As by Ctrl-C.
  void stop(String role) throws InterruptedException {
    assertThat(process(role).stop()).contains("Stopped");
    processes.remove(role);
  }

  /// Whoever was started and neither killed nor stopped is there.
  void requireAllRun() {
    assertThat(processes)
        .allSatisfy((role, each) -> assertThat(each.isRunning()).as(role).isTrue());
  }

  @Override
  public void close() {
    processes.values().forEach(DtProcess::close);
    database.close();
  }

  private DtProcess process(String role) {
    return Objects.requireNonNull(processes.get(role), role);
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

  private List<String> node(String role, NodeId node, String... more) {
    VaultDatabase vault = database(node);
    Path password = folder.root().resolveSibling("password");
    try {
      Files.writeString(password, vault.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var words =
        new ArrayList<>(
            List.of(
                "run",
                role,
                "--database",
                vault.url(),
                "--database-user",
                vault.user(),
                "--database-password-file",
                password.toString()));
    words.addAll(List.of(more));
    return List.copyOf(words);
  }
}

package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.WatchedMembers;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;

/// A notary of several members, each a process of its own with [Wires] between them, and the keys
/// of a network around it. Closing kills what still runs.
final class NotaryProcesses implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Machine machine = Machine.here();
  private final VirtualThreadTasks tasks = new VirtualThreadTasks("clients", Duration.ofSeconds(2));
  private final Founding founding;
  private final NetworkParameters parameters;

  /// Read by the wires' threads while members come and go.
  private final Map<String, RoleProcess> processes = new ConcurrentSkipListMap<>();

  private final Map<String, OperatorClient> operators = new LinkedHashMap<>();
  private final MembersSeen members = new MembersSeen(processes, operators);
  private final Wires wires = new Wires(this::pids);
  private final NotaryConnections connections;
  private final NetworkWatch network;

  /// Founds a network in an empty folder; nothing runs yet.
  NotaryProcesses(Path root, int members) {
    this.folder = new DataFolder(root);
    this.plan = ProcessNetwork.plan(FreePorts.first(2 * NetworkPlan.PORTS), members);
    this.founding = Founding.of(folder, plan, machine);
    this.parameters = founding.chain().getLast().parameters();
    this.network =
        NetworkWatch.of(parameters.hash(), founding.chain(), machine.cryptography().signatures());
    parameters.notary().forEach(member -> add(member, Map.of()));
    this.connections =
        NotaryConnections.to(
            parameters.notary(),
            founding.tls(ProcessNetwork.HALYK),
            StreamLimits.standard(),
            machine.threads());
  }

  private void add(NotaryMember member, Map<String, String> more) {
    var _ = founding.tls(member.name());
    lay(member.name(), member.endpoint());
    lay(member.name(), member.raftEndpoint());
    processes.put(member.name(), process(member.name(), more));
    operators.put(
        member.name(),
        new OperatorClient(
            listening(member.endpoint()), member.name(), founding.operator(), machine.threads()));
  }

  private void lay(String member, String listed) {
    wires.lay(member, Endpoint.parse(listed).port(), listening(listed).port());
  }

  private static Endpoint listening(String listed) {
    Endpoint endpoint = Endpoint.parse(listed);
    return new Endpoint(endpoint.host(), endpoint.port() + NetworkPlan.PORTS);
  }

  private RoleProcess process(String member, Map<String, String> more) {
    try {
      Files.createDirectories(folder.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var environment = new HashMap<>(more);
    environment.put(RoleMain.MEMBERS, String.valueOf(plan.notaries()));
    environment.put(RoleMain.LISTENS_ABOVE, String.valueOf(NetworkPlan.PORTS));
    return new RoleProcess(
        List.of("notary", member, folder.toString(), String.valueOf(plan.port())),
        environment,
        folder.log().resolve(member + ".log"),
        List.of());
  }

  private Map<String, Long> pids() {
    var pids = new HashMap<String, Long>();
    processes.forEach((name, process) -> process.runs().ifPresent(pid -> pids.put(name, pid)));
    return pids;
  }

  NotaryProcesses startAll() {
    processes.values().forEach(RoleProcess::begin);
    processes.values().forEach(RoleProcess::awaitReady);
    return this;
  }

  List<String> names() {
    return members.names();
  }

  MembersSeen members() {
    return members;
  }

  RoleProcess process(String member) {
    return Objects.requireNonNull(processes.get(member));
  }

  Wires wires() {
    return wires;
  }

  Machine machine() {
    return machine;
  }

  Founding founding() {
    return founding;
  }

  NetworkParameters parameters() {
    return parameters;
  }

  /// Has a member replaced by one that was not there before, by network parameters that the notary
  /// logs. It runs when this returns; the one that it replaces is killed.
  ///
  /// @return its name
  String replace(String leaver) {
    NetworkParameters former = network.get().current();
    NotaryMember joiner = joiner(former);
    SignedParameters next = following(former, leaver, joiner);
    Path file = folder.log().resolve("parameters-" + joiner.name());
    try {
      Files.write(file, next.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    add(joiner, Map.of(RoleMain.PARAMETERS, file.toString()));
    process(joiner.name()).start();
    try (var own =
        NotaryConnections.to(
            former.notary(),
            founding.tls(ProcessNetwork.CENTRAL_BANK),
            StreamLimits.standard(),
            machine.threads())) {
      // Again when the lead has just moved.
      Customers.await(
          () -> "the parameters that list " + joiner.name() + " are in force",
          () -> isInForce(Objects.requireNonNull(own.links().get(members.leader())), next));
    }
    process(leaver).kill();
    processes.remove(leaver);
    Objects.requireNonNull(operators.remove(leaver)).close();
    return joiner.name();
  }

  private static boolean isInForce(Link desk, SignedParameters next) {
    try {
      byte[] reply =
          desk.call(NotaryProtocol.PARAMETERS, next.encode())
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return NotaryProtocol.Reply.decode(reply).equals(new NotaryProtocol.Reply.InForce());
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private NotaryMember joiner(NetworkParameters former) {
    NotaryMember first = former.notary().getFirst();
    String name = "notary-" + (plan.notaries() + 1);
    var seed = founding.keys(name).createSeed(NodeKeys.HEAD, machine.entropy());
    return new NotaryMember(
        name,
        above(first.endpoint()),
        above(first.raftEndpoint()),
        machine.cryptography().ed25519().publicKey(seed));
  }

  /// The next endpoint that no member of the plan has.
  private String above(String first) {
    Endpoint endpoint = Endpoint.parse(first);
    return new Endpoint(endpoint.host(), endpoint.port() + plan.notaries()).toString();
  }

  private SignedParameters following(NetworkParameters former, String leaver, NotaryMember joiner) {
    List<NotaryMember> notary =
        former.notary().stream()
            .map(member -> member.name().equals(leaver) ? joiner : member)
            .toList();
    var next =
        new NetworkParameters(
            former.epoch() + 1,
            Optional.of(former.hash()),
            machine.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            false,
            former.participants(),
            notary,
            former.assets());
    return SignedParameters.sign(
        next,
        NodeKeys.signer(
            founding.keys(ProcessNetwork.CENTRAL_BANK), NodeKeys.IDENTITY, machine.cryptography()));
  }

  /// Where the member keeps everything.
  Path place(String member) {
    return folder.notary(member);
  }

  /// Follows what the notary shows of newer parameters, as a bank's node does.
  NotaryClient client() {
    return client(new WatchedMembers(network, connections));
  }

  /// Asks this member and no other.
  NotaryClient clientOf(String member) {
    return client(NotaryMembers.fixed(Map.of(member, link(member)), this::headKeys));
  }

  Link link(String member) {
    return Objects.requireNonNull(connections.links().get(member));
  }

  private Map<String, PublicKey> headKeys(int epoch) {
    return network.get().at(epoch).map(NetworkParameters::headKeys).orElse(Map.of());
  }

  private NotaryClient client(NotaryMembers of) {
    return new NotaryClient(
        parameters.hash(),
        of,
        machine.cryptography().signatures(),
        tasks,
        InstantSource.system(),
        NotaryClient.Patience.standard(),
        Optional.empty(),
        _ -> {},
        Accuser.NOBODY);
  }

  /// A node's key folder is read by the processes only; the test plays the banks.
  kz.digitaltenge.trust.KeyFolder keys(NodeId node) {
    return founding.keys(node);
  }

  /// Deletes everything that a stopped member has learnt; its keys come back from elsewhere.
  void wipe(String member) {
    for (String part : List.of("raft", "state", "joining")) {
      delete(place(member).resolve(part));
    }
  }

  /// Copies what a stopped member has learnt.
  void copy(String member, Path to) {
    copyAll(place(member).resolve("raft"), to.resolve("raft"));
    copyAll(place(member).resolve("state"), to.resolve("state"));
  }

  /// Puts a copy in place of what a stopped member has learnt.
  void restore(String member, Path from) {
    wipe(member);
    copyAll(from.resolve("raft"), place(member).resolve("raft"));
    copyAll(from.resolve("state"), place(member).resolve("state"));
  }

  private static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void copyAll(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.values().forEach(RoleProcess::close);
    operators.values().forEach(OperatorClient::close);
    connections.close();
    wires.close();
    tasks.close();
    machine.close();
  }
}

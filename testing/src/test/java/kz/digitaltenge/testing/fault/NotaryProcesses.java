package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;

/// A notary of several members, each a process of its own with [Wires] between them, and the keys
/// of a network around it. Closing kills what still runs.
final class NotaryProcesses implements AutoCloseable {
  private final DataFolder folder;
  private final Machine machine = Machine.here();
  private final VirtualThreadTasks tasks = new VirtualThreadTasks("clients", Duration.ofSeconds(2));
  private final Founding founding;
  private final NetworkParameters parameters;
  private final Map<String, RoleProcess> processes = new LinkedHashMap<>();
  private final Map<String, OperatorClient> operators = new LinkedHashMap<>();
  private final MembersSeen members = new MembersSeen(processes, operators);
  private final Wires wires = new Wires(this::pids);
  private final NotaryConnections connections;

  /// Founds a network in an empty folder; nothing runs yet.
  NotaryProcesses(Path root, int members) {
    this.folder = new DataFolder(root);
    var plan = ProcessNetwork.plan(FreePorts.first(2 * NetworkPlan.PORTS), members);
    this.founding = Founding.of(folder, plan, machine);
    this.parameters = founding.chain().getLast().parameters();
    TlsIdentity operator = founding.operator();
    for (NotaryMember member : parameters.notary()) {
      var _ = founding.tls(member.name());
      lay(member.name(), member.endpoint());
      lay(member.name(), member.raftEndpoint());
      processes.put(member.name(), process(member.name(), plan));
      operators.put(
          member.name(),
          new OperatorClient(
              listening(member.endpoint()), member.name(), operator, machine.threads()));
    }
    this.connections =
        NotaryConnections.to(
            parameters.notary(),
            founding.tls(ProcessNetwork.HALYK),
            StreamLimits.standard(),
            machine.threads());
  }

  private void lay(String member, String listed) {
    wires.lay(member, Endpoint.parse(listed).port(), listening(listed).port());
  }

  private static Endpoint listening(String listed) {
    Endpoint endpoint = Endpoint.parse(listed);
    return new Endpoint(endpoint.host(), endpoint.port() + NetworkPlan.PORTS);
  }

  private RoleProcess process(String member, NetworkPlan plan) {
    try {
      Files.createDirectories(folder.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RoleProcess(
        List.of("notary", member, folder.toString(), String.valueOf(plan.port())),
        Map.of(
            RoleMain.MEMBERS, String.valueOf(plan.notaries()),
            RoleMain.LISTENS_ABOVE, String.valueOf(NetworkPlan.PORTS)),
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

  /// Where the member keeps everything.
  Path place(String member) {
    return folder.notary(member);
  }

  NotaryClient client() {
    return client(connections.links());
  }

  /// Asks this member and no other.
  NotaryClient clientOf(String member) {
    return client(Map.of(member, link(member)));
  }

  Link link(String member) {
    return Objects.requireNonNull(connections.links().get(member));
  }

  private NotaryClient client(Map<String, Link> links) {
    return new NotaryClient(
        parameters.hash(),
        NotaryMembers.fixed(links, _ -> parameters.headKeys()),
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

package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.TestAuthority;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;

/// Members of a notary in one process, over real sockets, TLS and disks, with the clients of some
/// nodes.
final class TestCluster implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final TestAuthority authority = new TestAuthority();
  private final NetworkThreads threads = NetworkThreads.start(1);
  private final VirtualThreadTasks tasks = new VirtualThreadTasks("clients", Duration.ofSeconds(2));
  private final Map<String, Signer> headSigners = new TreeMap<>();
  private final List<NotaryMember> listed = new ArrayList<>();
  private final Map<String, NotaryServer> running = new TreeMap<>();
  private final List<NotaryConnections> connections = new ArrayList<>();
  private final Map<String, Queue<Evidence.TwoHeads>> kept = new ConcurrentHashMap<>();
  private final Set<String> blind = new TreeSet<>();
  private final TestNetwork network;
  private SignedParameters current;
  private MemberConfig.Tuning tuning;
  private InstantSource clock = InstantSource.system();
  private final Map<String, InstantSource> clocks = new TreeMap<>();
  private final Map<String, MemberConfig.Tuning> tunings = new TreeMap<>();
  private final List<StreamClient> streams = new ArrayList<>();

  TestCluster(Path folder, int members) {
    this.folder = folder;
    for (int i = 1; i <= members; i++) {
      listed.add(member("notary-" + i));
    }
    network =
        TestNetwork.signed(
            Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofHours(1)), listed);
    current = network.genesis();
    tuning =
        MemberConfig.Tuning.standard(members)
            .withTimes(
                Duration.ofMillis(members == 1 ? 50 : 300),
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
  }

  NotaryMember member(String name) {
    headSigners.put(name, Keys.ed25519());
    return new NotaryMember(
        name,
        "localhost:" + freePort(),
        "localhost:" + freePort(),
        Objects.requireNonNull(headSigners.get(name)).publicKey());
  }

  /// Below the ports that systems give to outgoing connections, which might take it meanwhile.
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
      try (var _ = new ServerSocket(port)) {
        return port;
      } catch (IOException _) {
        // Taken; another will be free.
      }
    }
  }

  TestNetwork network() {
    return network;
  }

  TestCluster with(MemberConfig.Tuning changed) {
    tuning = changed;
    return this;
  }

  TestCluster with(InstantSource changed) {
    clock = changed;
    return this;
  }

  /// Gives a member a clock of its own when it is started next.
  TestCluster with(String name, InstantSource own) {
    clocks.put(name, own);
    return this;
  }

  /// Gives a member numbers of its own when it is started next.
  TestCluster with(String name, MemberConfig.Tuning own) {
    tunings.put(name, own);
    return this;
  }

  Signer headSigner(String name) {
    return Objects.requireNonNull(headSigners.get(name));
  }

  /// A link of one member to another's desk for members, for what no honest member sends.
  Link memberLink(String from, String to) {
    NotaryMember member =
        listed.stream().filter(each -> each.name().equals(to)).findFirst().orElseThrow();
    StreamClient stream =
        new StreamClient(
            new StreamTarget(Endpoint.parse(member.endpoint()), to, NotaryProtocol.MEMBER_SERVICE),
            authority.identity(from, PeerIdentity.Kind.NOTARY),
            StreamLimits.standard(),
            threads);
    streams.add(stream);
    return stream;
  }

  MemberConfig.Tuning tuning() {
    return tuning;
  }

  List<String> names() {
    return listed.stream().map(NotaryMember::name).toList();
  }

  Path folderOf(String name) {
    return folder.resolve(name);
  }

  MemberConfig config(String name) {
    return config(
        listed.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow());
  }

  /// A second server over a running member's folder, on ports of its own.
  NotaryServer startAgain(String name) {
    return start(config(name), new Endpoint("localhost", freePort()));
  }

  private NotaryServer start(MemberConfig first, Endpoint raftListen) {
    return NotaryServer.start(
        new MemberConfig(
            first.name(),
            first.tls(),
            new Endpoint("localhost", 0),
            raftListen,
            first.folder(),
            first.genesis(),
            first.current(),
            first.headSigner(),
            first.verifier(),
            first.clock(),
            first.tuning(),
            first.accuser()),
        threads);
  }

  private MemberConfig config(NotaryMember member) {
    return new MemberConfig(
        member.name(),
        authority.identity(member.name(), PeerIdentity.Kind.NOTARY),
        Endpoint.parse(member.endpoint()),
        Endpoint.parse(member.raftEndpoint()),
        folderOf(member.name()),
        network.genesis(),
        current,
        Objects.requireNonNull(headSigners.get(member.name())),
        blind.contains(member.name()) ? (_, _, _) -> true : Keys.SIGNATURES,
        clocks.getOrDefault(member.name(), clock),
        tunings.getOrDefault(member.name(), tuning),
        evidence -> kept(member.name()).add(evidence));
  }

  /// What a member keeps against others.
  Queue<Evidence.TwoHeads> kept(String name) {
    return kept.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>());
  }

  NotaryServer start(String name) {
    NotaryServer started = NotaryServer.start(config(name), threads);
    running.put(name, started);
    return started;
  }

  /// Starts a member whose service nobody finds: it takes part in the consensus, asks the others,
  /// and hears nothing that they send it.
  NotaryServer startUnheard(String name) {
    MemberConfig listed = config(name);
    NotaryServer started = start(listed, listed.raftListen());
    running.put(name, started);
    return started;
  }

  TestCluster startAll() throws InterruptedException {
    for (String name : names()) {
      start(name);
    }
    for (NotaryServer each : running.values()) {
      if (!each.awaitReady(PATIENCE)) {
        throw new IllegalStateException("the notary did not become ready");
      }
    }
    return this;
  }

  NotaryMember listed(int index) {
    return listed.get(index);
  }

  /// Lets a member that later parameters list be started.
  void add(NotaryMember member, SignedParameters parameters) {
    listed.add(member);
    current = parameters;
  }

  /// Makes a member believe every signature.
  void trustBlindly(String name) {
    blind.add(name);
  }

  /// Hands the lead to a member, again when it does not take it in time.
  void lead(String name) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!running(name).leads()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(name + " did not become the leader");
      }
      running(leader()).handLeadTo(name);
      Thread.sleep(Duration.ofMillis(5));
    }
  }

  /// A link of a node to one member, for messages that no client sends.
  Link link(String member, NodeId node) {
    NotaryConnections own =
        NotaryConnections.to(
            listed,
            authority.identity(node.value(), PeerIdentity.Kind.NODE),
            StreamLimits.standard(),
            threads);
    connections.add(own);
    return Objects.requireNonNull(own.links().get(member));
  }

  NotaryServer running(String name) {
    return Objects.requireNonNull(running.get(name));
  }

  /// Who leads; waited for while there is nobody.
  String leader() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                running.entrySet().stream()
                    .filter(each -> each.getValue().leads())
                    .map(Map.Entry::getKey)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  void stop(String name) {
    Objects.requireNonNull(running.remove(name)).close();
  }

  NotaryClient client(NodeId node) {
    return client(node, Optional.empty());
  }

  NotaryClient client(NodeId node, Optional<SignedHead> known) {
    NotaryConnections own =
        NotaryConnections.to(
            network.genesis().parameters().notary(),
            authority.identity(node.value(), PeerIdentity.Kind.NODE),
            StreamLimits.standard(),
            threads);
    connections.add(own);
    return new NotaryClient(
        network.id(),
        new Following(network.genesis(), own),
        Keys.SIGNATURES,
        tasks,
        InstantSource.system(),
        NotaryClient.Patience.standard(),
        known,
        _ -> {},
        Accuser.NOBODY);
  }

  /// A node's knowledge of the members, from the genesis on.
  private static final class Following implements NotaryMembers {
    private final NotaryConnections connections;
    private volatile List<SignedParameters> chain;

    Following(SignedParameters genesis, NotaryConnections connections) {
      this.chain = List.of(genesis);
      this.connections = connections;
    }

    @Override
    public Map<String, Link> links() {
      return connections.links();
    }

    @Override
    public Map<String, PublicKey> keysOf(int epoch) {
      return epoch <= chain.size() ? chain.get(epoch - 1).parameters().headKeys() : Map.of();
    }

    @Override
    public int epoch() {
      return chain.size();
    }

    @Override
    public boolean adopt(SignedParameters next) {
      if (!next.follows(chain.getLast().parameters(), Keys.SIGNATURES)) {
        return false;
      }
      List<SignedParameters> longer = new ArrayList<>(chain);
      longer.add(next);
      chain = List.copyOf(longer);
      connections.follow(next.parameters().notary());
      return true;
    }
  }

  static NotaryAnswer await(CompletableFuture<NotaryAnswer> answer) {
    return result(answer);
  }

  static <T> T result(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  @Override
  public void close() {
    connections.forEach(NotaryConnections::close);
    streams.forEach(StreamClient::close);
    running.values().forEach(NotaryServer::close);
    threads.close();
    tasks.close();
  }
}

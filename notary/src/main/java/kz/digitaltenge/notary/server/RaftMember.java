package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.NotaryProtocol.MemberStanding;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.DamagedStateException;
import kz.digitaltenge.notary.core.Entry;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.LeaderElectionManagementRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// This member's place in the consensus group (Apache Ratis): gRPC between members with mutual TLS
/// that admits members only, one log on disk that is forced before anything is acknowledged.
final class RaftMember implements Consensus, AutoCloseable {

  private static final SizeInBytes SEGMENT = SizeInBytes.valueOf("16MB");
  private static final SizeInBytes PREALLOCATED = SizeInBytes.valueOf("1MB");
  private static final SizeInBytes CHUNK = SizeInBytes.valueOf("2MB");

  /// How long a leader waits before it tries a silent member again, and how often. The default's
  /// last step of 5 s holds for each message to a member that has just come back.
  private static final String RETRIES = "1ms,10, 100ms,20, 300ms,100000000";

  private static final long PRESERVED_ENTRIES_MAX = 2_000;
  private static final int SEGMENTS_CACHED = 1;
  private static final long RETRY_CACHE_SECONDS = 5;
  private static final long ADMIN_TIMEOUT_MILLIS = 10_000;

  /// A member that does not take the lead within this is not up to date, and another may be.
  private static final long HANDOVER_TIMEOUT_MILLIS = 3_000;

  /// What the consensus tells about itself is for its developers; a held logger keeps its level.
  private static final Logger CONSENSUS_LOG = Logger.getLogger("org.apache.ratis");

  private final String name;
  private final Endpoint listen;
  private final Path folder;
  private final NotaryStateMachine machine;
  private final RaftServer server;
  private final RaftGroupId group;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong(1);

  private RaftMember(
      MemberConfig config, NotaryStateMachine machine, RaftServer server, RaftGroupId group) {
    this.name = config.name();
    this.listen = config.raftListen();
    this.folder = config.folder();
    this.machine = machine;
    this.server = server;
    this.group = group;
  }

  /// Prepares a member; nothing is opened before [#start()].
  ///
  /// @param isMember whom the consensus port admits
  /// @param votes whether this member may vote now
  static RaftMember of(
      MemberConfig config,
      NotaryStateMachine machine,
      Predicate<String> isMember,
      BooleanSupplier votes)
      throws IOException {
    CONSENSUS_LOG.setLevel(Level.SEVERE);
    // Where it cannot go on it would end the process, and whatever else runs in it.
    ExitUtils.disableSystemExit();
    RaftGroupId group = groupOf(config.genesis().parameters().hash());
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(RaftPeerId.valueOf(config.name()))
            .setGroup(RaftGroup.valueOf(group, peers(config.current().parameters())))
            .setStateMachine(machine)
            .setProperties(properties(config))
            .setParameters(border(config.tls(), isMember, votes))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    return new RaftMember(config, machine, server, group);
  }

  /// Opens the log, the state and the port, and begins to take part.
  void start() throws IOException {
    requireFree(listen);
    ConsensusLogCheck.cutUnwritten(folder);
    requireWhole(folder);
    server.start();
  }

  /// The consensus takes a closed segment that was cut for a shorter one, when none follows.
  private static void requireWhole(Path folder) throws IOException {
    List<ConsensusLogCheck.Damage> damage = ConsensusLogCheck.ofSegments(folder).damage();
    if (!damage.isEmpty()) {
      throw new DamagedStateException(
          "%s: %s".formatted(damage.getFirst().file(), damage.getFirst().what()));
    }
  }

  /// Asked beforehand, because the consensus would try for minutes.
  private static void requireFree(Endpoint listen) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listen.host(), listen.port()));
    }
  }

  private static RaftGroupId groupOf(Hash networkId) {
    return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(networkId.toArray()));
  }

  private static List<RaftPeer> peers(NetworkParameters parameters) {
    return parameters.notary().stream().map(RaftMember::peer).toList();
  }

  /// A member as the consensus knows it.
  static RaftPeer peer(NotaryMember member) {
    return RaftPeer.newBuilder().setId(member.name()).setAddress(member.raftEndpoint()).build();
  }

  private static RaftProperties properties(MemberConfig config) {
    RaftProperties properties = new RaftProperties();
    RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
    RaftServerConfigKeys.setStorageDir(
        properties, List.of(config.folder().resolve("raft").toFile()));
    GrpcConfigKeys.Server.setHost(properties, config.raftListen().host());
    GrpcConfigKeys.Server.setPort(properties, config.raftListen().port());
    long election = config.tuning().electionTimeout().toMillis();
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(election));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2 * election));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(election));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(2 * election));
    RaftServerConfigKeys.RetryCache.setExpiryTime(
        properties, TimeDuration.valueOf(RETRY_CACHE_SECONDS, TimeUnit.SECONDS));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    log(properties);
    // For a member that just got a checkpoint and needs the entries after it, while the next one is
    // made.
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(
        properties, Math.min(config.tuning().checkpointEntries(), PRESERVED_ENTRIES_MAX));
    return properties;
  }

  /// The log is the one durability point: it is forced before an entry counts, and never
  /// asynchronously.
  private static void log(RaftProperties properties) {
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    // Chained appends take an entry of a new leader for the old leader's one that is still being
    // written at the same place, and acknowledge it.
    RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
    // Entries that only repeat the commit index would double the number of forced writes.
    RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
    RaftServerConfigKeys.Log.setPreallocatedSize(properties, PREALLOCATED);
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, SEGMENTS_CACHED);
    // Below a checkpoint the log goes, also for a member that is down: it gets the checkpoint.
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
    RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, CHUNK);
    RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, RETRIES);
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1L);
  }

  private static TimeDuration millis(long millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }

  private static Parameters border(
      TlsIdentity identity, Predicate<String> isMember, BooleanSupplier votes) {
    Parameters parameters = new Parameters();
    VotingGate gate = new VotingGate(votes);
    GrpcConfigKeys.Server.setServicesCustomizer(
        parameters, (builder, _) -> builder.intercept(gate));
    GrpcConfigKeys.TLS.setConf(
        parameters,
        new GrpcTlsConfig(
            identity.keyManager(), new MembersOnlyTrust(identity.trustManager(), isMember), true));
    return parameters;
  }

  @Override
  public boolean leads() {
    try {
      return server.getDivision(group).getInfo().isLeaderReady();
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public Optional<String> leader() {
    try {
      return Optional.ofNullable(server.getDivision(group).getInfo().getLeaderId())
          .map(RaftPeerId::toString);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The last entry in this member's log on disk.
  long lastIndex() throws IOException {
    var last = server.getDivision(group).getRaftLog().getLastEntryTermIndex();
    return last == null ? -1 : last.getIndex();
  }

  @Override
  public CompletableFuture<Applied> propose(Entry entry) {
    long call = calls.getAndIncrement();
    CompletableFuture<Applied> applied = new CompletableFuture<>();
    machine.announce(call, new NotaryStateMachine.Proposed(entry, applied));
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(client)
            .setServerId(RaftPeerId.valueOf(name))
            .setGroupId(group)
            .setCallId(call)
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry.encode())))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    try {
      var _ =
          server
              .submitClientRequestAsync(request)
              .whenComplete(
                  (reply, failure) -> {
                    machine.forget(call);
                    if (failure != null) {
                      applied.completeExceptionally(failure);
                    } else if (!reply.isSuccess()) {
                      applied.completeExceptionally(reply.getException());
                    }
                  });
    } catch (IOException e) {
      machine.forget(call);
      applied.completeExceptionally(e);
    }
    return applied;
  }

  /// By a read that the consensus confirms with a heartbeat to each member; a heartbeat carries the
  /// commit.
  @Override
  public void spreadCommit() {
    RaftClientRequest read =
        RaftClientRequest.newBuilder()
            .setClientId(client)
            .setServerId(RaftPeerId.valueOf(name))
            .setGroupId(group)
            .setCallId(calls.getAndIncrement())
            .setMessage(Message.EMPTY)
            .setType(RaftClientRequest.readRequestType())
            .build();
    try {
      var _ = server.submitClientRequestAsync(read);
    } catch (IOException _) {
      // The regular heartbeat will tell.
    }
  }

  /// Has the consensus note the newest checkpoint and cut its log below it.
  void checkpointMade() throws IOException {
    server.snapshotManagement(
        SnapshotManagementRequest.newCreate(
            client,
            RaftPeerId.valueOf(name),
            group,
            calls.getAndIncrement(),
            ADMIN_TIMEOUT_MILLIS));
  }

  /// Hands the lead to another member that is up to date. Blocking.
  ///
  /// @return whether it took it
  boolean handLeadTo(String member) throws IOException {
    return server
        .transferLeadership(
            new TransferLeadershipRequest(
                client,
                RaftPeerId.valueOf(name),
                group,
                calls.getAndIncrement(),
                RaftPeerId.valueOf(member),
                HANDOVER_TIMEOUT_MILLIS))
        .isSuccess();
  }

  /// Keeps this member from standing for election, or lets it.
  void holdElections(boolean held) throws IOException {
    long call = calls.getAndIncrement();
    RaftPeerId self = RaftPeerId.valueOf(name);
    server.leaderElectionManagement(
        held
            ? LeaderElectionManagementRequest.newPause(client, self, group, call)
            : LeaderElectionManagementRequest.newResume(client, self, group, call));
  }

  /// How far the log on disk goes.
  ///
  /// @param joining whether this member is catching up
  MemberStanding standing(boolean joining) {
    try {
      var last = server.getDivision(group).getRaftLog().getLastEntryTermIndex();
      return last == null
          ? new MemberStanding(joining, 0, -1)
          : new MemberStanding(joining, last.getTerm(), last.getIndex());
    } catch (IOException _) {
      return MemberStanding.nothing();
    }
  }

  /// Whether the members that the parameters list are the group, as this member's log has it.
  boolean isGroup(NetworkParameters parameters) {
    try {
      return names(server.getDivision(group).getRaftConf().getCurrentPeers())
          .equals(names(peers(parameters)));
    } catch (IOException _) {
      return false;
    }
  }

  private static Set<String> names(Collection<RaftPeer> peers) {
    return peers.stream().map(peer -> peer.getId().toString()).collect(Collectors.toSet());
  }

  /// Makes the members that the parameters list the group, as its leader. It fails when a member
  /// that is new does not answer within seconds.
  CompletableFuture<RaftClientReply> regroup(NetworkParameters parameters) throws IOException {
    return server.setConfigurationAsync(
        new SetConfigurationRequest(
            client,
            RaftPeerId.valueOf(name),
            group,
            calls.getAndIncrement(),
            SetConfigurationRequest.Arguments.newBuilder()
                .setServersInNewConf(peers(parameters))
                .build()));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      CONSENSUS_LOG.log(Level.SEVERE, "the consensus log did not close", e);
    }
  }
}

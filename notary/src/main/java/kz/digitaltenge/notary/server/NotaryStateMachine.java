package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.NotaryCore;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/// The core as the consensus drives it: one thread applies entries in their order.
///
/// An entry that this member proposed itself comes back with what it was made from, so it is read
/// only once. Entries that were applied before a restart come again and change nothing.
final class NotaryStateMachine extends BaseStateMachine {

  /// An entry that this member proposed and has not applied yet.
  record Proposed(Entry entry, CompletableFuture<Applied> applied) {}

  /// Told of what happens here, on the applying thread.
  interface Listener {
    /// A snapshot of the leader's has taken the state's place.
    void replaced();

    /// An entry was applied, now or before a restart.
    ///
    /// @param own whether this member verified and proposed it
    /// @param sizeBytes what it takes in the consensus log
    void applied(Entry entry, Applied applied, boolean own, int sizeBytes)
        throws InterruptedException;

    /// The consensus log cannot be written, or the state is damaged: the member must stop.
    void failed(String what, Throwable cause);

    /// This member leads now and has applied everything before.
    void leading();

    /// This member leads no more.
    void following();
  }

  private final MemberState state;
  private final Listener listener;
  private final Map<Long, Proposed> proposals = new ConcurrentHashMap<>();
  private volatile @Nullable Checkpoints checkpoints;
  private volatile @Nullable SnapshotInfo newest;

  NotaryStateMachine(MemberState state, Listener listener) {
    this.state = state;
    this.listener = listener;
  }

  /// Announces a proposal under the number of the call that carries it.
  void announce(long call, Proposed proposed) {
    proposals.put(call, proposed);
  }

  void forget(long call) {
    proposals.remove(call);
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
      throws IOException {
    super.initialize(server, group, storage);
    Checkpoints opened = new Checkpoints(storage.getStorageDir().getStateMachineDir().toPath());
    checkpoints = opened;
    newest = opened.newestForConsensus().orElse(null);
    getLifeCycle().startAndTransition(() -> state.open(opened.newest()));
    if (newest != null) {
      setLastAppliedTermIndex(newest.getTermIndex());
    }
  }

  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    return newest;
  }

  /// Takes over the checkpoint made last; making one is not left to this thread, which applies.
  @Override
  public long takeSnapshot() {
    Checkpoints all = checkpoints;
    if (all != null) {
      all.newestForConsensus().ifPresent(made -> newest = made);
      all.deleteOld();
    }
    SnapshotInfo taken = newest;
    return taken == null ? -1 : taken.getIndex();
  }

  Optional<Checkpoints> checkpoints() {
    return Optional.ofNullable(checkpoints);
  }

  @Override
  public void pause() {
    // The state stays open: others read it until the snapshot takes its place.
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public void reinitialize() throws IOException {
    Checkpoints all = checkpoints;
    if (all == null) {
      throw new IOException("the state was never opened");
    }
    try {
      state.replaceBy(all.newest().orElseThrow());
      newest = all.newestForConsensus().orElseThrow();
      setLastAppliedTermIndex(newest.getTermIndex());
      listener.replaced();
      getLifeCycle().startAndTransition(() -> {});
    } catch (RuntimeException e) {
      listener.failed("The leader's snapshot cannot be used", e);
      throw e;
    }
  }

  /// Takes in what this member proposes, and nothing that comes to the consensus port by another
  /// way.
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    Proposed proposed = proposals.get(request.getCallId());
    TransactionContext.Builder context =
        TransactionContext.newBuilder()
            .setStateMachine(this)
            .setClientRequest(request)
            .setServerRole(RaftPeerRole.LEADER)
            .setLogData(request.getMessage().getContent());
    if (proposed == null) {
      return context
          .build()
          .setException(new IOException("entries are proposed by the member itself only"));
    }
    return context.setStateMachineContext(proposed).build();
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto logged = transaction.getLogEntry();
    try {
      apply(
          new EntryIndex(logged.getTerm(), logged.getIndex()),
          logged,
          transaction.getStateMachineContext() instanceof Proposed proposed ? proposed : null);
      updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
      return CompletableFuture.completedFuture(Message.EMPTY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while applying", e);
    } catch (RuntimeException e) {
      listener.failed("Entry %d cannot be applied".formatted(logged.getIndex()), e);
      throw e;
    }
  }

  private void apply(EntryIndex at, LogEntryProto logged, @Nullable Proposed proposed)
      throws InterruptedException {
    NotaryCore core = state.core();
    boolean known = at.index() <= core.progress().applied().index();
    if (known && at.index() <= state.live().verifiedUpTo()) {
      return;
    }
    Entry entry = proposed != null ? proposed.entry() : decode(core, at, logged);
    if (entry == null) {
      return;
    }
    Applied applied = core.apply(at, entry);
    listener.applied(
        entry, applied, proposed != null, logged.getStateMachineLogEntry().getLogData().size());
    if (proposed != null) {
      proposed.applied().complete(applied);
    }
  }

  /// An entry that is none is passed over by every member alike.
  private static @Nullable Entry decode(NotaryCore core, EntryIndex at, LogEntryProto logged) {
    try {
      return Entry.decode(logged.getStateMachineLogEntry().getLogData().toByteArray());
    } catch (MalformedException e) {
      LOG.error("Entry {} is malformed: {}. Ask who led the notary.", at.index(), e.getMessage());
      core.skip(at);
      return null;
    }
  }

  /// Reads are asked for the heartbeats they cause, see [RaftMember#spreadCommit()].
  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    listener.failed("The consensus log cannot be written", cause);
  }

  @Override
  public void notifyLeaderReady() {
    listener.leading();
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    listener.following();
    List<Proposed> left = new ArrayList<>(proposals.values());
    proposals.clear();
    left.forEach(
        each ->
            each.applied().completeExceptionally(new IOException("this member no longer leads")));
  }

  @Override
  public void close() {
    state.close();
  }
}

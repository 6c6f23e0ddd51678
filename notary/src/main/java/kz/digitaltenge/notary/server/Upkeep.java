package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a member does beside applying entries, one thing at a time on a thread of its own:
/// checkpoints, changes of the group, handing on the lead.
final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private static final long REGROUP_PAUSE_SECONDS = 1;

  private final MemberConfig config;
  private final MemberState state;
  private final NotaryStateMachine machine;
  private final RaftMember raft;
  private final LeadHandover handover;
  private final BiConsumer<String, Throwable> fail;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("notary-background").factory());
  private volatile boolean closed;

  /// @param fail stops the member
  Upkeep(
      MemberConfig config,
      MemberState state,
      NotaryStateMachine machine,
      RaftMember raft,
      LeadHandover handover,
      BiConsumer<String, Throwable> fail) {
    this.config = config;
    this.state = state;
    this.machine = machine;
    this.raft = raft;
    this.handover = handover;
    this.fail = fail;
  }

  void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException _) {
      LOG.debug("nothing more is begun while stopping");
    }
  }

  /// Copies the state, and has the log cut below the copy before.
  void checkpoint() {
    try {
      machine.checkpoints().orElseThrow().make(state.live());
      raft.checkpointMade();
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        fail.accept("A checkpoint cannot be made", e);
      }
    }
  }

  /// Makes the members that the parameters list the group, as its leader; again and again while one
  /// that is new is not there yet, and by the next leader when this one goes meanwhile.
  ///
  /// A leader that is to leave hands the lead on first, and the next one does it. With the change
  /// itself it would stop leading, and those who stay would have to elect: with one of three away
  /// and a new one that may not vote before it has caught up ([Admission]), nobody could.
  void regroup() {
    if (closed || !raft.leads() || isGroupAsListed()) {
      return;
    }
    if (!isListed()) {
      handover.becauseItLeaves();
      again();
      return;
    }
    try {
      var _ =
          raft.regroup(state.core().standing().parameters())
              .whenComplete(
                  (reply, failure) -> {
                    if (failure != null) {
                      regroupLater(failure);
                    } else if (!reply.isSuccess()) {
                      regroupLater(reply.getException());
                    }
                  });
    } catch (IOException e) {
      regroupLater(e);
    }
  }

  private boolean isListed() {
    return state.core().standing().parameters().notary().stream()
        .anyMatch(member -> member.name().equals(config.name()));
  }

  boolean isGroupAsListed() {
    return raft.isGroup(state.core().standing().parameters());
  }

  private void regroupLater(Throwable refused) {
    LOG.warn("The group did not take in its new members, and is asked again.", refused);
    again();
  }

  private void again() {
    try {
      var _ = thread.schedule(this::regroup, REGROUP_PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException _) {
      LOG.debug("nothing more is begun while stopping");
    }
  }

  void runIfItHasItsLog(Runnable task) {
    run(
        () -> {
          if (hasItsLog()) {
            task.run();
          }
        });
  }

  /// Whether this member has the log that its state came from. A leader whose log on disk ends
  /// below what its state has applied has lost its log: new entries would take numbers that the
  /// state believes to know.
  private boolean hasItsLog() {
    try {
      if (raft.lastIndex() >= state.core().progress().applied().index()) {
        return true;
      }
      fail.accept(
          "The consensus log in %s is older than the state beside it; restore both from the same copy"
              .formatted(config.folder()),
          new IOException("log ends at %d".formatted(raft.lastIndex())));
    } catch (IOException e) {
      fail.accept("The consensus log cannot be read", e);
    }
    return false;
  }

  @Override
  public void close() {
    closed = true;
    thread.shutdown();
  }
}

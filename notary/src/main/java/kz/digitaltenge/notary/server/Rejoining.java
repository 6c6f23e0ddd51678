package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.ledger.NotaryMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings back a member that lost its disk. The consensus never expects a member to know less than
/// it acknowledged: the leader goes on from where the member was and gets nowhere. A new leader
/// begins with each member anew, so the leader hands its lead to another member when one asks.
final class Rejoining {

  private static final Logger LOG = LoggerFactory.getLogger(Rejoining.class);

  /// How long a member without entries waits for some before it asks, and asks again.
  private static final Duration ASKS_AFTER = Duration.ofSeconds(2);

  private final MemberState state;
  private final RaftMember raft;
  private final MemberLinks links;
  private final String self;
  private final Thread thread;

  Rejoining(String self, MemberState state, RaftMember raft, MemberLinks links) {
    this.self = self;
    this.state = state;
    this.raft = raft;
    this.links = links;
    this.thread = Thread.ofPlatform().daemon().name("notary-rejoin").unstarted(this::run);
  }

  /// Asks, for as long as there is a leader and nothing comes from it.
  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (Thread.sleep(ASKS_AFTER); hasNothing(); Thread.sleep(ASKS_AFTER)) {
        if (raft.leader().filter(leader -> !leader.equals(self)).isPresent()) {
          links.askRejoin();
        }
      }
    } catch (InterruptedException | IllegalStateException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasNothing() {
    return state.core().progress().applied().index() < 0;
  }

  /// Another member has lost its log.
  void asked(String member) {
    if (!raft.leads()) {
      return;
    }
    Optional<String> successor =
        state.core().standing().parameters().notary().stream()
            .map(NotaryMember::name)
            .filter(name -> !name.equals(self) && !name.equals(member))
            .findFirst();
    if (successor.isPresent()) {
      LOG.info("{} has lost its log; the lead goes to {}.", member, successor.get());
      try {
        raft.handLeadTo(successor.get());
      } catch (IOException e) {
        LOG.warn("The lead could not be handed to {}.", successor.get(), e);
      }
    }
  }

  void close() {
    thread.interrupt();
  }
}

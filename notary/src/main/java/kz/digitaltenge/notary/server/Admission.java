package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kz.digitaltenge.notary.NotaryProtocol.MemberStanding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides when a member that starts may vote.
///
/// How it works. A vote says "whatever I acknowledged is in your log". A member that lost its disk,
/// or was given an old copy of it, no longer knows what it acknowledged: its vote could make a
/// leader of a member that lacks entries which the lost disk had made final. So such a member first
/// takes entries without voting, until its log goes as far as the logs of enough other members went
/// when it asked: every entry that a majority had, with this member among them, is then in at least
/// one of those logs, and so in its own.
///
/// An old copy looks like a member that was merely away. So each member that starts while enough
/// others answer is treated alike; it costs the time of catching up. When too few answer, as after
/// everybody was stopped, a member believes its own disk. A member without any data begins only
/// when all others have none either: that is the network's first start.
final class Admission implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// How long nothing comes from a leader before the member asks for the lead to change hands. It
  /// asks again after twice as long each time: a copy of the state may be on its way, and a change
  /// of the lead holds up payments.
  private static final Duration ASKS_AFTER = Duration.ofSeconds(2);

  private static final Duration ASKS_AFTER_MAX = Duration.ofMinutes(1);

  private final MemberConfig config;
  private final MemberLinks links;
  private final RaftMember raft;
  private final int members;
  private final Path mark;
  private final Thread thread;
  private volatile boolean votes;
  private volatile boolean begun;

  /// How far the log must go; nothing before enough members have told theirs. Of one thread only.
  private Optional<MemberStanding> goal = Optional.empty();

  /// @param failed told when this machine's disk does not let the member begin
  Admission(MemberConfig config, MemberLinks links, RaftMember raft, Consumer<IOException> failed) {
    this.config = config;
    this.links = links;
    this.raft = raft;
    this.members = config.current().parameters().notary().size();
    this.mark = config.folder().resolve("joining");
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("notary-admission")
            .unstarted(
                () -> {
                  try {
                    run();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  } catch (IOException e) {
                    failed.accept(e);
                  }
                });
  }

  /// Whether this member may vote and stand for election.
  boolean votes() {
    return votes;
  }

  /// How far this member's log goes, for the others.
  MemberStanding standing() {
    return begun ? raft.standing(!votes) : MemberStanding.nothing();
  }

  /// Begins to take part. A member without data begins later, once it is known whether there is
  /// something to catch up with; until then its log is not open.
  ///
  /// @return whether it has begun
  boolean begin() throws IOException {
    if (members == 1) {
      start(true);
      return true;
    }
    if (isEmpty(config.folder().resolve("raft"))) {
      Files.createDirectories(config.folder());
      Files.writeString(mark, "This member may have forgotten what it acknowledged.\n");
      if (config.genesis().parameters().headKeys().containsKey(config.name())) {
        return false;
      }
      // It joins a network that has long begun.
      start(false);
    } else if (Files.exists(mark)) {
      start(false);
    } else {
      goal = goal(standings());
      start(goal.isEmpty());
    }
    return true;
  }

  /// Goes on until the member may vote.
  void follow() {
    if (!votes) {
      thread.start();
    }
  }

  private void start(boolean voting) throws IOException {
    votes = voting;
    raft.start();
    if (!voting) {
      raft.holdElections(true);
    }
    begun = true;
  }

  private void run() throws IOException, InterruptedException {
    while (!begun) {
      List<MemberStanding> others = standings();
      if (others.size() == members - 1 && others.stream().allMatch(MemberStanding::hasNothing)) {
        admit();
        start(true);
      } else if (others.stream().anyMatch(other -> !other.hasNothing())) {
        start(false);
      } else {
        Thread.sleep(PAUSE);
      }
    }
    if (!votes) {
      catchUp();
      raft.holdElections(false);
      admit();
    }
  }

  private void catchUp() throws InterruptedException {
    LOG.info("{} takes entries without a vote until it has caught up.", config.name());
    MemberStanding last = raft.standing(true);
    long moved = System.nanoTime();
    long patienceNanos = ASKS_AFTER.toNanos();
    while (!isReached()) {
      Thread.sleep(PAUSE);
      MemberStanding now = raft.standing(true);
      if (!now.equals(last)) {
        last = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > patienceNanos) {
        links.askRejoin();
        moved = System.nanoTime();
        patienceNanos = Math.min(2 * patienceNanos, ASKS_AFTER_MAX.toNanos());
      }
    }
    LOG.info("{} has caught up and votes.", config.name());
  }

  private boolean isReached() throws InterruptedException {
    if (goal.isEmpty()) {
      goal = goal(standings());
    }
    return goal.filter(enough -> raft.standing(true).compareTo(enough) >= 0).isPresent();
  }

  private void admit() throws IOException {
    votes = true;
    Files.deleteIfExists(mark);
  }

  /// The longest of enough logs; members that are catching up themselves do not count.
  private Optional<MemberStanding> goal(List<MemberStanding> others) {
    List<MemberStanding> vouching = others.stream().filter(other -> !other.joining()).toList();
    return vouching.size() >= members - members / 2
        ? vouching.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }

  private List<MemberStanding> standings() {
    List<CompletableFuture<Optional<MemberStanding>>> asked = links.askStandings();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return asked.stream().flatMap(each -> each.getNow(Optional.empty()).stream()).toList();
  }

  private static boolean isEmpty(Path folder) {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

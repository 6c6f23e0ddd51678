package kz.digitaltenge.notary.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.junit.jupiter.api.Test;

/// Heads of one log are linked, whichever comes first; two logs are an alarm; one bad proof is not.
class HeadKeeperTest {

  private static final Instant START = Instant.parse("2026-01-05T04:00:00Z");

  private final List<SignedHead> kept = new ArrayList<>();
  private final List<Hash> log = leaves(0, 40);
  private boolean firstMemberLies;
  private boolean secondMemberLies;
  private boolean firstMemberIsSilent;
  private int asked;

  private final HeadKeeper.Proofs proofs =
      new HeadKeeper.Proofs() {
        @Override
        public int sources() {
          return 2;
        }

        @Override
        public CompletableFuture<List<Hash>> between(long oldSize, long newSize, int source) {
          asked++;
          if (firstMemberIsSilent && source == 0) {
            return CompletableFuture.failedFuture(new TimeoutException());
          }
          return CompletableFuture.completedFuture(
              (source == 0 ? firstMemberLies : secondMemberLies)
                  ? List.of(Hash.sha256())
                  : MerkleTree.consistencyProof(
                      NodeHasher.RFC9162, log.subList(0, (int) newSize), (int) oldSize));
        }
      };

  private HeadKeeper keeper(Optional<SignedHead> known) {
    return new HeadKeeper(known, proofs, kept::add);
  }

  @Test
  void theFirstHeadIsTakenAndKept() {
    HeadKeeper keeper = keeper(Optional.empty());
    keeper.follow(head(log, 5));
    assertThat(keeper.newest()).hasValue(head(log, 5));
    assertThat(kept).containsExactly(head(log, 5));
  }

  @Test
  void aLaterHeadOfTheSameLogMovesTheNewestOn() {
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    keeper.link(head(log, 17)).join();
    assertThat(keeper.newest()).hasValue(head(log, 17));
  }

  @Test
  void anEarlierHeadOfTheSameLogIsFineAndChangesNothing() {
    HeadKeeper keeper = keeper(Optional.of(head(log, 17)));
    keeper.link(head(log, 5)).join();
    assertThat(keeper.newest()).hasValue(head(log, 17));
  }

  @Test
  void aHeadOfAnotherLogIsAnAlarmForGood() {
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    SignedHead forked = head(leaves(100, 30), 17);
    assertThat(keeper.link(forked))
        .isCompletedExceptionally()
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(NotaryForkException.class);
    assertThat(keeper.newest()).hasValue(head(log, 5));
    assertThat(keeper.fork())
        .hasValueSatisfying(fork -> assertThat(fork.shown()).isEqualTo(forked));
    assertThat(keeper.link(head(log, 17))).isCompletedExceptionally();
  }

  @Test
  void twoHeadsOfOneSizeWithDifferentRootsAreAnAlarmWithoutAsking() {
    HeadKeeper keeper = keeper(Optional.of(head(log, 17)));
    assertThat(keeper.link(head(leaves(100, 30), 17))).isCompletedExceptionally();
    assertThat(asked).isZero();
  }

  @Test
  void oneMembersBadProofIsNoAlarm() {
    firstMemberLies = true;
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    keeper.link(head(log, 17)).join();
    assertThat(keeper.newest()).hasValue(head(log, 17));
    assertThat(keeper.fork()).isEmpty();
  }

  @Test
  void aSilentMemberIsNoObstacle() {
    firstMemberIsSilent = true;
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    keeper.link(head(log, 17)).join();
    assertThat(keeper.newest()).hasValue(head(log, 17));
  }

  @Test
  void aLiarAloneIsNoAlarmWhileAnotherMemberWasNotHeard() {
    firstMemberIsSilent = true;
    secondMemberLies = true;
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    assertThat(keeper.link(head(log, 17))).isCompletedExceptionally();
    assertThat(keeper.fork()).isEmpty();
    firstMemberIsSilent = false;
    keeper.link(head(log, 17)).join();
    assertThat(keeper.newest()).hasValue(head(log, 17));
  }

  @Test
  void headsThatComeInQuickSuccessionAreNotAllFollowed() {
    HeadKeeper keeper = keeper(Optional.of(head(log, 5)));
    keeper.follow(head(log, 6));
    assertThat(asked).isZero();
    keeper.follow(head(log, 30));
    assertThat(keeper.newest()).hasValue(head(log, 30));
  }

  /// A head whose log time moves ten milliseconds a leaf.
  private static SignedHead head(List<Hash> leaves, int size) {
    return new SignedHead(
        new LogHead(
            Hash.sha256(),
            1,
            size,
            MerkleTree.root(NodeHasher.RFC9162, leaves.subList(0, size)),
            START.plusMillis(10L * size)),
        List.of());
  }

  private static List<Hash> leaves(int first, int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      leaves.add(MerkleTree.logLeaf(new byte[] {(byte) i}));
    }
    return leaves;
  }
}

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
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Heads of one log are linked, whichever comes first; two logs are an alarm; one bad proof is not.
class HeadKeeperTest {

  private static final Instant START = Instant.parse("2026-01-05T04:00:00Z");

  private static final Signer LIAR = Keys.ed25519();
  private static final TestNetwork NETWORK =
      TestNetwork.signed(
          START, List.of(new NotaryMember("liar", "localhost:1", "localhost:2", LIAR.publicKey())));

  private final List<SignedHead> kept = new ArrayList<>();
  private final List<TwoHeads> accused = new ArrayList<>();
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
        public CompletableFuture<List<Hash>> of(List<Long> sizes, int source) {
          asked++;
          if (firstMemberIsSilent && source == 0) {
            return CompletableFuture.failedFuture(new TimeoutException());
          }
          return CompletableFuture.completedFuture(
              (source == 0 ? firstMemberLies : secondMemberLies)
                  ? List.of(Hash.sha256())
                  : honest(sizes.stream().map(Long::intValue).toList()));
        }
      };

  private List<Hash> honest(List<Integer> sizes) {
    return sizes.size() == 1
        ? List.of(MerkleTree.root(NodeHasher.RFC9162, log.subList(0, sizes.getFirst())))
        : MerkleTree.consistencyProof(
            NodeHasher.RFC9162, log.subList(0, sizes.getLast()), sizes.getFirst());
  }

  private HeadKeeper keeper(Optional<SignedHead> known) {
    return new HeadKeeper(known, proofs, kept::add, accused::add);
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
  void whoSignedTwoHeadsOfOneSizeIsAccused() {
    HeadKeeper keeper = keeper(Optional.of(signed(head(log, 17))));
    assertThat(keeper.link(signed(head(leaves(100, 30), 17)))).isCompletedExceptionally();
    assertThat(accused)
        .singleElement()
        .satisfies(two -> assertThat(judged(two)).isEqualTo("SIGNED_TWO_HEADS_OF_ONE_SIZE"));
  }

  @ParameterizedTest(name = "known: {0} leaves, shown: {1}, breaches: {2}")
  @CsvSource({"5,17,2", "23,17,0", "16,17,2", "1,2,2", "8,9,2", "8,16,2", "2,29,2"})
  void whoSignedWhatItsNextHeadDoesNotContinueIsAccused(int known, int shown, int breaches) {
    HeadKeeper keeper = keeper(Optional.of(signed(head(leaves(100, 30), known))));
    assertThat(keeper.link(signed(head(log, shown)))).isCompletedExceptionally();
    assertThat(accused)
        .hasSize(breaches)
        .allSatisfy(two -> assertThat(judged(two)).isEqualTo("SIGNED_HEADS_THAT_DO_NOT_CONTINUE"));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 4, 8})
  void nobodyIsAccusedForAHeadOfTheSameLog(int known) {
    HeadKeeper keeper = keeper(Optional.of(signed(head(log, known))));
    firstMemberLies = true;
    keeper.link(signed(head(log, 17))).join();
    keeper.link(signed(head(log, 9))).join();
    assertThat(accused).isEmpty();
  }

  private static SignedHead signed(SignedHead bare) {
    LogHead head =
        new LogHead(NETWORK.id(), 1, bare.head().size(), bare.head().root(), bare.head().logTime());
    return new SignedHead(head, List.of(new MemberSignature("liar", LIAR.sign(head.message()))));
  }

  private static String judged(TwoHeads two) {
    return switch (new EvidenceFile(List.of(NETWORK.genesis()), "keeper", START, two)
        .judge(NETWORK.id(), Keys.SIGNATURES)) {
      case Judgement.Proved proved -> proved.breach().name();
      case Judgement.NotProved not -> not.why();
    };
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

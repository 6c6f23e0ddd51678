package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Breach;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.notary.core.LogWitness.Falsehood;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A head that the own log contradicts is a word against a word, and proved once its signer has
/// signed a longer head of the log.
class LogWitnessTest {

  private static final Instant NOW = Instant.parse("2026-01-05T04:00:00Z");
  private static final Signer LIAR = Keys.ed25519();
  private static final TestNetwork NETWORK =
      TestNetwork.signed(
          NOW, List.of(new NotaryMember("liar", "localhost:1", "localhost:2", LIAR.publicKey())));

  private final LogWitness witness = new LogWitness();
  private final Leaves log = new Leaves();

  @BeforeEach
  void hasElevenLeaves() {
    log.growTo(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 10})
  void aLongerHeadOfTheLogProvesAFalseOne(int size) {
    LogHead lie = lie(size);

    assertThat(show(lie))
        .containsExactly(new Falsehood(lie, "liar", log.rootAt(size), Optional.empty()));
    assertProved(show(truth(11)));
    assertThat(show(truth(11))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10})
  void aFalseHeadIsProvedAtOnceByALongerOneThatWasThereBefore(int size) {
    assertThat(show(truth(11))).isEmpty();
    assertProved(show(lie(size)));
  }

  @Test
  void aShorterHeadOfTheLogProvesNothingYet() {
    assertThat(show(lie(10))).hasSize(1);
    assertThat(show(truth(9))).isEmpty();
    assertProved(show(truth(11)));
  }

  @Test
  void aHeadAheadOfTheLogIsLookedAtWhenTheLogHasReachedIt() {
    LogHead lie = lie(13);
    assertThat(show(lie)).isEmpty();
    assertThat(show(truth(11))).isEmpty();

    log.growTo(14);

    assertProved(show(truth(14)));
  }

  @Test
  void headsOfTheLogAreNoFalsehoods() {
    for (int size = 0; size <= 11; size++) {
      assertThat(show(truth(size))).isEmpty();
    }
  }

  @Test
  void anotherMembersHeadProvesNothingAgainstIt() {
    assertThat(show(lie(5))).hasSize(1);
    assertThat(witness.see(truth(11), by("other", truth(11)), log)).isEmpty();
  }

  private static void assertProved(List<Falsehood> found) {
    TwoHeads evidence = found.getLast().evidence().orElseThrow();
    assertThat(
            new EvidenceFile(List.of(NETWORK.genesis()), "keeper", NOW, evidence)
                .judge(NETWORK.id(), Keys.SIGNATURES))
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> {
              assertThat(proved.culprit()).isEqualTo(new Culprit.Member("liar"));
              assertThat(proved.breach()).isEqualTo(Breach.SIGNED_HEADS_THAT_DO_NOT_CONTINUE);
            });
  }

  private List<Falsehood> show(LogHead head) {
    return witness.see(head, by("liar", head), log);
  }

  private LogHead truth(int size) {
    return head(size, log.rootAt(size));
  }

  private static LogHead lie(int size) {
    return head(size, Hash.sha256(new byte[] {66, (byte) size}));
  }

  private static LogHead head(int size, Hash root) {
    return new LogHead(NETWORK.id(), 1, size, root, NOW);
  }

  private static MemberSignature by(String member, LogHead head) {
    return new MemberSignature(member, LIAR.sign(head.message()));
  }

  private static final class Leaves implements LogWitness.Log {
    private final List<Hash> leaves = new ArrayList<>();

    void growTo(int size) {
      while (leaves.size() < size) {
        leaves.add(MerkleTree.logLeaf(new byte[] {(byte) leaves.size()}));
      }
    }

    @Override
    public long size() {
      return leaves.size();
    }

    @Override
    public Hash rootAt(long size) {
      return size == 0
          ? MerkleTree.emptyLog()
          : MerkleTree.root(NodeHasher.RFC9162, leaves.subList(0, (int) size));
    }

    @Override
    public Optional<List<Hash>> consistency(long oldSize, long newSize) {
      return Optional.of(
          MerkleTree.consistencyProof(
              NodeHasher.RFC9162, leaves.subList(0, (int) newSize), (int) oldSize));
    }
  }
}

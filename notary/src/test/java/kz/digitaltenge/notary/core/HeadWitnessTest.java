package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.notary.testkit.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Two heads of one member that cannot both be true are found, whichever comes first.
class HeadWitnessTest {

  private static final Instant NOW = Instant.parse("2026-01-05T04:00:00Z");
  private static final Hash NETWORK = Hash.sha256(new byte[] {1});
  private static final Signer SIGNER = Keys.ed25519();
  private static final LogHead SEEN = head(7, 1, 0, 2);

  private final HeadWitness witness = new HeadWitness(4);

  private static LogHead head(long size, int root, int millis, int epoch) {
    return new LogHead(
        NETWORK, epoch, size, Hash.sha256(new byte[] {(byte) root}), NOW.plusMillis(millis));
  }

  private static MemberSignature by(String member, LogHead head) {
    return new MemberSignature(member, SIGNER.sign(head.message()));
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("another root of the same size", head(7, 2, 0, 2), true),
        Arguments.of("another root of the same size, later", head(7, 2, 9, 2), true),
        Arguments.of("a longer log of an earlier time", head(9, 2, -1, 2), true),
        Arguments.of("a shorter log of a later time", head(3, 2, 1, 2), true),
        Arguments.of("a longer log of an earlier epoch", head(9, 2, 1, 1), true),
        Arguments.of("the same again", head(7, 1, 0, 2), false),
        Arguments.of("the same at a later time", head(7, 1, 1, 2), false),
        Arguments.of("the same at an earlier time", head(7, 1, -1, 1), false),
        Arguments.of("a longer log", head(9, 2, 0, 2), false),
        Arguments.of("a longer log of a later time and epoch", head(9, 2, 1, 3), false),
        Arguments.of("a shorter log", head(3, 2, -1, 1), false),
        Arguments.of(
            "another network's",
            new LogHead(Hash.sha256(), 2, 7, Hash.sha256(new byte[] {2}), NOW),
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void whatContradictsAnEarlierHeadIsFound(String what, LogHead next, boolean contradicts) {
    assertThat(witness.see(SEEN, by("liar", SEEN))).isEmpty();

    assertThat(witness.see(next, by("honest", next))).as(what).isEmpty();
    assertThat(witness.see(next, by("liar", next)))
        .isEqualTo(TwoHeads.of(SEEN, by("liar", SEEN), next, by("liar", next)))
        .matches(found -> found.isPresent() == contradicts);
  }

  @Test
  void theLatestOfASizeIsWhatALongerOneIsHeldAgainst() {
    LogHead later = head(7, 1, 5, 2);
    witness.see(SEEN, by("liar", SEEN));
    witness.see(later, by("liar", later));

    LogHead between = head(8, 2, 3, 2);

    assertThat(witness.see(between, by("liar", between))).isPresent();
  }

  @Test
  void whoeverSignedBothOfTwoSignedHeadsIsNamed() {
    LogHead other = head(7, 2, 0, 2);
    SignedHead one = new SignedHead(SEEN, List.of(by("honest", SEEN), by("liar", SEEN)));
    SignedHead two = new SignedHead(other, List.of(by("liar", other), by("third", other)));

    assertThat(witness.see(one)).isEmpty();
    assertThat(witness.see(one)).isEmpty();
    assertThat(witness.see(two))
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.claim())
                    .startsWith(
                        "liar signed two heads that no log can both have had: of log size"));
  }

  @Test
  void theLongestHeadsAreRemembered() {
    for (int size = 10; size < 15; size++) {
      LogHead head = head(size, size, size, 2);
      assertThat(witness.see(head, by("liar", head))).isEmpty();
    }

    LogHead forgotten = head(10, 66, 10, 2);
    LogHead remembered = head(11, 66, 11, 2);

    assertThat(witness.see(forgotten, by("liar", forgotten))).isEmpty();
    assertThat(witness.see(remembered, by("liar", remembered))).isPresent();
  }
}

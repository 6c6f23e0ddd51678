package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplingTest {
  private static final int CUTS = 4_000;

  /// The stated probability is what happens: within four standard deviations of it.
  @ParameterizedTest
  @CsvSource({"1, 33", "1, 100", "5, 100", "1, 1000", "20, 1000", "1000, 200000"})
  void aFalseLeafIsDrawnAsOftenAsStated(long falseLeaves, long leaves) {
    int found = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      List<Long> drawn = draw(cut).ranks(HALYK, KZT, leaves);
      found += drawn.stream().anyMatch(rank -> rank % (leaves / falseLeaves) == 0) ? 1 : 0;
    }
    long falseOnes =
        LongStream.range(0, leaves).filter(rank -> rank % (leaves / falseLeaves) == 0).count();
    double stated = SamplingOdds.inOneCut(falseOnes, leaves);
    double deviation = Math.sqrt(stated * (1 - stated) / CUTS);

    assertThat((double) found / CUTS).isCloseTo(stated, within(4 * deviation));
  }

  @Test
  void cutsAddUp() {
    assertThat(SamplingOdds.inOneCut(1, Draw.LEAVES)).isEqualTo(1);
    assertThat(SamplingOdds.inOneCut(1, 1_000)).isCloseTo(0.0315, within(0.0001));
    assertThat(SamplingOdds.inCuts(1, 1_000, 60)).isCloseTo(0.8535, within(0.0005));
    assertThat(SamplingOdds.inCuts(1, 200_000, 1_440)).isCloseTo(0.2058, within(0.0005));
    assertThat(SamplingOdds.inCuts(1, 10, 1)).isEqualTo(1);
    assertThatThrownBy(() -> SamplingOdds.inOneCut(0, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSmallTreeIsOpenedWholeAndALargeOneNotTwiceTheSame() {
    assertThat(draw(1).ranks(HALYK, KZT, 3)).containsExactly(0L, 1L, 2L);
    assertThat(draw(1).ranks(HALYK, KZT, 0)).isEmpty();
    assertThat(draw(1).ranks(HALYK, KZT, 1L << 40))
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(Draw.LEAVES)
        .isNotEqualTo(draw(2).ranks(HALYK, KZT, 1L << 40));
  }

  private static Draw draw(int cut) {
    return Draw.of(
        new SignedHead(new LogHead(Hash.sha256(), 1, cut, Hash.sha256(), Instant.EPOCH), List.of()),
        List.of());
  }
}

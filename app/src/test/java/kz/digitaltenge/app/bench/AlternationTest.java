package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// States take turns, and are held against the first.
final class AlternationTest {
  private static final Offset<Double> CLOSE = within(0.01);
  private static final long SECOND = 1_000_000_000;

  @Test
  void eachRoundBeginsWithAnotherState() throws InterruptedException {
    var order = new ArrayList<String>();
    var alternation = new Alternation();
    for (String name : List.of("a", "b", "c")) {
      alternation.arm(
          name,
          () -> {
            order.add(name);
            return Slice.empty();
          });
    }

    alternation.run(3);

    assertThat(order).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
  }

  @Test
  void ratiosAreToTheFirstOverAllRounds() throws InterruptedException {
    var processor = new ArrayList<>(List.of(200L, 400L));
    var alternation =
        new Alternation()
            .arm("plain", () -> slice(100, 2_000, 200, 0))
            .arm("dear", () -> slice(50, 3_000, processor.removeFirst(), 1))
            .run(2);

    List<Arm> arms = alternation.arms("cross-bank", 8);

    assertThat(arms).extracting(Arm::name).containsExactly("plain", "dear");
    assertThat(arms.getFirst().ratio()).isEqualTo(new Arm.Ratio(1, 1, 1, 1, 1));
    Arm dear = arms.getLast();
    assertThat(dear.figure().count()).isEqualTo(100);
    assertThat(dear.figure().perSecond()).isCloseTo(50, CLOSE);
    assertThat(dear.processorMicros()).isCloseTo(300, CLOSE);
    assertThat(dear.ratio().perSecond()).isCloseTo(0.5, CLOSE);
    assertThat(dear.ratio().p50()).isCloseTo(1.5, CLOSE);
    assertThat(dear.ratio().processor()).isCloseTo(1.5, CLOSE);
    assertThat(dear.ratio().processorMin()).isCloseTo(1, CLOSE);
    assertThat(dear.ratio().processorMax()).isCloseTo(2, CLOSE);
    assertThat(alternation.failed()).isEqualTo(2);
  }

  @Test
  void whatWarmsUpIsForgottenButForItsFailures() throws InterruptedException {
    var windows = new ArrayList<>(List.of(slice(1, 9_000, 900, 3), slice(100, 2_000, 200, 1)));
    var alternation = new Alternation().arm("only", windows::removeFirst).warmUp().run(1);

    assertThat(alternation.arms("cross-bank", 8).getFirst().processorMicros())
        .isCloseTo(200, CLOSE);
    assertThat(alternation.failed()).isEqualTo(4);
  }

  @Test
  void percentilesAreThoseOfAllWindowsTogether() {
    Slice both = slice(98, 1_000, 1, 0).plus(slice(2, 90_000, 1, 0));

    Figure figure = both.figure("cross-bank", 8);

    assertThat(figure.p50Micros()).isCloseTo(1_000, within(1L));
    assertThat(figure.p99Micros()).isCloseTo(90_000, within(90L));
    assertThat(figure.perSecond()).isCloseTo(50, CLOSE);
  }

  /// A second in which so many were done.
  private static Slice slice(int count, long latencyMicros, long processorMicros, long failed) {
    var latencies = Slice.histogram();
    latencies.recordValueWithCount(latencyMicros, count);
    var processor = new ProcessorTime(Map.of(Component.FLOWS, processorMicros * count * 1_000));
    return new Slice(latencies, SECOND, failed, processor);
  }
}

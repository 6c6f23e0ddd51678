package kz.digitaltenge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Days on which the supply is proved again and again, in the midst of everything that goes wrong.
/// That no proof is red, and what a green one says, is held at each of them. `-Dcuts=100` plays two
/// hundred such days.
class CutsTest {
  @Test
  void someProofsAreGreenAndSomeIncompleteAndAllIsWellInTheEnd() {
    var events = new ArrayList<String>();
    List<SeedReport> reports =
        LongStream.range(0, Long.getLong("cuts", 5))
            .flatMap(i -> LongStream.of(10 * i + 5, 10 * i + 9))
            .mapToObj(seed -> Simulator.play(seed, Simulator.STEPS_USUAL, events::add))
            .toList();

    assertThat(reports)
        .allSatisfy(
            report -> assertThat(report.violation()).as("seed %d", report.seed()).isEmpty());
    assertThat(proofs(events, "RED")).isZero();
    assertThat(proofs(events, "GREEN")).isGreaterThan(proofs(events, "INCOMPLETE") / 2);
    assertThat(proofs(events, "INCOMPLETE")).isPositive();
  }

  private static long proofs(List<String> events, String outcome) {
    return events.stream()
        .filter(event -> event.contains("supply proof") && event.contains(outcome))
        .count();
  }
}

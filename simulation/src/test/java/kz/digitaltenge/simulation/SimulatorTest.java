package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bounded number of seeds at each build: `-Dseeds=20000` plays more, `./dt simulate` any.
class SimulatorTest {
  private static final long FEW_STEPS = 1_000;

  @Test
  void noSeedBreaksAPromise() {
    List<SeedReport> reports =
        LongStream.rangeClosed(1, Long.getLong("seeds", 150))
            .mapToObj(seed -> Simulator.play(seed, Simulator.STEPS_USUAL))
            .toList();

    assertThat(reports)
        .allSatisfy(
            report -> assertThat(report.violation()).as("seed %d", report.seed()).isEmpty());
    assertThat(reports).anyMatch(report -> report.payments() > 50);
    assertThat(reports).anyMatch(report -> report.faults() > 100);
    assertThat(reports).anyMatch(report -> report.decisions() > 2 * report.payments());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 45, -3, Long.MAX_VALUE})
  void aSeedReplaysToTheLastEvent(long seed) {
    var first = new ArrayList<String>();
    var second = new ArrayList<String>();

    SeedReport one = Simulator.play(seed, FEW_STEPS, first::add);
    SeedReport other = Simulator.play(seed, FEW_STEPS, second::add);

    assertThat(second).isEqualTo(first).isNotEmpty();
    assertThat(other).isEqualTo(one);
  }

  @Test
  void anotherSeedIsAnotherDay() {
    assertThat(LongStream.range(0, 20).map(seed -> Simulator.play(seed, FEW_STEPS).trace()))
        .doesNotHaveDuplicates();
  }

  /// The order of an unordered collection differs from one virtual machine to the next; a seed that
  /// somebody reports must not.
  @ParameterizedTest
  @ValueSource(longs = {42, 45})
  void aSeedIsTheSameInAnotherVirtualMachine(long seed) throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OneSeed.class.getName(),
                Long.toString(seed),
                Long.toString(FEW_STEPS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String trace = new String(other.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(trace).isEqualTo(Long.toString(Simulator.play(seed, FEW_STEPS).trace()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Simulator.STEPS_MAX + 1})
  void aDayHasSoManySteps(long steps) {
    assertThatIllegalArgumentException().isThrownBy(() -> Simulator.play(1, steps));
  }
}

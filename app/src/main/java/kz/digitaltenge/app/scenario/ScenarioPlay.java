package kz.digitaltenge.app.scenario;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.scenario.ScenarioResult.Verdict;

/// Plays scenarios one after the other; one that fails does not keep the next from being played.
final class ScenarioPlay {
  private final Stage stage;
  private final InstantSource clock;
  private final Progress progress;

  ScenarioPlay(Stage stage, InstantSource clock, Progress progress) {
    this.stage = stage;
    this.clock = clock;
    this.progress = progress;
  }

  /// Every scenario there is, in the order of the requirements.
  ///
  /// @param size of the register of S07
  static List<Scenario> all(RegisterSize size) {
    return Stream.of(
            OpeningScenarios.all(),
            ConversionScenarios.all(),
            TransferScenarios.all(),
            RegisterScenarios.all(size),
            OfficerScenarios.all())
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Scenario::id))
        .toList();
  }

  List<ScenarioResult> play(List<Scenario> scenarios) {
    var results = new ArrayList<ScenarioResult>();
    try (Progress.Stage bar = progress.begin("Scenarios", scenarios.size())) {
      for (Scenario each : scenarios) {
        results.add(play(each));
        bar.step();
      }
    }
    return results;
  }

  private ScenarioResult play(Scenario scenario) {
    var story = new Story();
    var from = clock.instant();
    Verdict verdict = Verdict.PASSED;
    try {
      scenario.play().on(stage, story);
    } catch (NotSoException e) {
      verdict = Verdict.FAILED;
      story.tell(String.valueOf(e.getMessage()));
    } catch (PlatformException e) {
      verdict = Verdict.FAILED;
      story.tell(e.problem().message());
    }
    return new ScenarioResult(
        scenario, verdict, Duration.between(from, clock.instant()), story.sentences());
  }
}

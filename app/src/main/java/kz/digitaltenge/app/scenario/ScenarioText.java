package kz.digitaltenge.app.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.digitaltenge.app.command.Json;

/// What scenarios came to, for people and for machines.
final class ScenarioText {
  private ScenarioText() {}

  static String of(List<ScenarioResult> results) {
    var lines = new ArrayList<String>();
    for (ScenarioResult each : results) {
      lines.add(
          "%-4s %-56s %-7s %7.1f s"
              .formatted(
                  each.scenario().id(),
                  each.scenario().title(),
                  verdict(each),
                  each.took().toMillis() / 1000.0));
      each.evidence().forEach(sentence -> lines.add("     · " + sentence));
    }
    long passed = results.stream().filter(ScenarioResult::isPassed).count();
    lines.add("%d of %d passed.".formatted(passed, results.size()));
    return String.join("\n", lines) + "\n";
  }

  static List<Map<String, Object>> json(List<ScenarioResult> results) {
    return results.stream()
        .map(
            each ->
                Json.object(
                    "id", each.scenario().id(),
                    "title", each.scenario().title(),
                    "verdict", verdict(each),
                    "millis", each.took().toMillis(),
                    "evidence", each.evidence()))
        .toList();
  }

  private static String verdict(ScenarioResult result) {
    return result.verdict().name().toLowerCase(Locale.ROOT);
  }
}

package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the published document asks each method with for an example, for whoever asks nearly so.
public final class PublishedExamples {
  private final Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();

  private PublishedExamples() {}

  /// Of this version's document for banks.
  public static PublishedExamples read() {
    return of(OpenApi.BANK);
  }

  /// Of that for the central bank's officers.
  public static PublishedExamples readOfCentralBank() {
    return of(OpenApi.CENTRAL_BANK);
  }

  static PublishedExamples of(OpenApi which) {
    var examples = new PublishedExamples();
    Object document =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(which.document().toArray(), UTF_8));
    members(members(document).get("paths"))
        .forEach(
            (path, methods) ->
                members(methods).forEach((method, told) -> examples.take(method, path, told)));
    return examples;
  }

  /// The body in JSON that a method is asked with; empty for one that takes none.
  ///
  /// @param path as it is described, its open part as `{id}`
  /// @return texts, lists of such values and maps to them from members' names
  public Optional<Map<String, Object>> body(String method, String path) {
    return Optional.ofNullable(bodies.get(method + " " + path));
  }

  private void take(String method, String path, Object told) {
    @Nullable Object content = members(members(told).get("requestBody")).get("content");
    if (members(members(content).get(ApiFields.JSON)).get("example") instanceof Map<?, ?> example) {
      bodies.put(method.toUpperCase(Locale.ROOT) + " " + path, members(example));
    }
  }

  /// By their names; none of what has none.
  private static Map<String, Object> members(@Nullable Object value) {
    var members = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
    }
    return members;
  }
}

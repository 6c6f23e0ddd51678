package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the published document asks each method with for an example, for whoever asks nearly so.
///
/// It reads the lines of the document as they are laid out, as [PublishedRefusals] does.
public final class PublishedExamples {
  private static final Pattern PATH = Pattern.compile("  (/\\S+):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
  private static final Pattern PART = Pattern.compile("      (\\w+):.*");
  private static final Pattern TYPE = Pattern.compile("          (\\S+):");
  private static final String EXAMPLE = "            example:";
  private static final String BELOW = EXAMPLE.substring(0, EXAMPLE.indexOf('e')) + "  ";

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
    examples.take(new String(which.document().toArray(), UTF_8).lines().toList());
    return examples;
  }

  /// The body in JSON that a method is asked with; empty for one that takes none.
  ///
  /// @param path as it is described, its open part as `{id}`
  /// @return texts, lists of such values and maps to them from members' names
  public Optional<Map<String, Object>> body(String method, String path) {
    return Optional.ofNullable(bodies.get(method + " " + path));
  }

  private void take(List<String> lines) {
    String path = "";
    String method = "";
    String part = "";
    String type = "";
    for (int i = 0; i < lines.size() && !lines.get(i).equals("components:"); i++) {
      String line = lines.get(i);
      path = found(PATH, line, path);
      method = found(METHOD, line, method);
      part = found(PART, line, part);
      type = found(TYPE, line, type);
      if (line.startsWith(EXAMPLE)
          && part.equals("requestBody")
          && type.equals(ApiFields.JSON)
          && example(lines, i) instanceof Map<?, ?> members) {
        var body = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> body.put(String.valueOf(name), value));
        bodies.put(method.toUpperCase(Locale.ROOT) + " " + path, body);
      }
    }
  }

  private static String found(Pattern what, String line, String before) {
    Matcher found = what.matcher(line);
    return found.matches() ? found.group(1) : before;
  }

  /// Behind its name, or in the lines below it that stand further in.
  private static Object example(List<String> lines, int at) {
    String beside = lines.get(at).substring(EXAMPLE.length()).strip();
    if (!beside.isEmpty()) {
      return ExampleText.of(List.of(beside));
    }
    List<String> below =
        lines.subList(at + 1, lines.size()).stream()
            .takeWhile(line -> line.startsWith(BELOW))
            .map(line -> line.substring(BELOW.length()))
            .toList();
    return ExampleText.of(new ArrayList<>(below));
  }
}

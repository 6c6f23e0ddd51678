package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.gateway.Document.Body;
import kz.digitaltenge.gateway.Document.Operation;
import org.junit.jupiter.api.Test;

/// Programs written after the document that was published last go on working: no method, member of
/// an answer or word is gone or of another type, and nothing more is asked for.
///
/// The copy is replaced at a release, and only then.
class OpenApiCompatibilityTest {
  private static final String PUBLISHED = published();
  private static final String NOW = new String(OpenApi.BANK.document().toArray(), UTF_8);

  @Test
  void nothingThatWasPublishedIsBroken() {
    assertThat(breaks(PUBLISHED, NOW)).isEmpty();
  }

  /// Each of these would break somebody, and is seen.
  @Test
  void aBreakIsSeen() {
    assertThat(breaks(PUBLISHED, NOW.replace("  /v1/status:", "  /v1/state:")))
        .contains("GET /v1/status is gone");
    assertThat(
            breaks(
                PUBLISHED,
                NOW.replace("required: [reference, name]", "required: [reference, name, number]")))
        .anyMatch(said -> said.startsWith("POST /v1/accounts asks for number"));
    assertThat(
            breaks(
                PUBLISHED,
                NOW.replace("        epoch: {type: integer}", "        epoch: {type: string}")))
        .anyMatch(said -> said.contains("epoch is no integer any more"));
    assertThat(breaks(PUBLISHED, NOW.replace("        bankCode: {type: string}\n", "")))
        .anyMatch(said -> said.contains("bankCode is gone"));
    assertThat(
            breaks(PUBLISHED, NOW.replace("        - name: before\n", "        - name: until\n")))
        .anyMatch(said -> said.contains("takes no before any more"));
    assertThat(breaks(PUBLISHED, NOW.replace("enum: [FINAL, PENDING]", "enum: [FINAL]")))
        .anyMatch(said -> said.contains("PENDING"));
    assertThat(
            breaks(
                PUBLISHED,
                NOW.replace("required: [number, reference, name, openedAt]", "required: [number]")))
        .anyMatch(said -> said.contains("may be missing now"));
  }

  private static List<String> breaks(String before, String after) {
    return new Comparison(Document.of(before), Document.of(after)).breaks();
  }

  private record Comparison(Document before, Document after) {
    List<String> breaks() {
      Map<String, Operation> now =
          after.operations().stream().collect(Collectors.toMap(Operation::name, each -> each));
      var breaks = new ArrayList<String>();
      for (Operation operation : before.operations()) {
        Operation same = now.get(operation.name());
        if (same == null) {
          breaks.add(operation.name() + " is gone");
        } else {
          breaks.addAll(breaks(operation, same));
        }
      }
      return breaks;
    }

    private List<String> breaks(Operation was, Operation is) {
      String place = was.name();
      var breaks = new ArrayList<String>();
      Map<String, Map<String, Object>> known = parameters(before, was);
      Map<String, Map<String, Object>> taken = parameters(after, is);
      known.keySet().stream()
          .filter(name -> !taken.containsKey(name))
          .forEach(name -> breaks.add(place + " takes no " + name + " any more"));
      taken.forEach(
          (name, parameter) -> {
            boolean wasRequired =
                known.containsKey(name) && Boolean.TRUE.equals(known.get(name).get("required"));
            if (Boolean.TRUE.equals(parameter.get("required")) && !wasRequired) {
              breaks.add(place + " asks for " + name);
            }
          });
      breaks.addAll(asked(place, was, is));
      map(was.content().get("responses"))
          .forEach(
              (status, response) -> {
                Object same = map(is.content().get("responses")).get(status);
                if (same == null) {
                  breaks.add(place + " has no answer " + status + " any more");
                } else {
                  breaks.addAll(answered(place + " " + status, response, same));
                }
              });
      return breaks;
    }

    private List<String> asked(String place, Operation was, Operation is) {
      Optional<Body> old = before.body(was.content().getOrDefault("requestBody", Map.of()));
      Optional<Body> now = after.body(is.content().getOrDefault("requestBody", Map.of()));
      if (now.isEmpty()) {
        return old.isEmpty() ? List.of() : List.of(place + " takes no body any more");
      }
      Object known = old.map(Body::schema).orElse(Map.of());
      var breaks = new ArrayList<String>();
      after.required(now.get().schema()).stream()
          .filter(name -> !before.required(known).contains(name))
          .forEach(name -> breaks.add(place + " asks for " + name));
      breaks.addAll(members(place, known, now.get().schema()));
      return breaks;
    }

    private List<String> answered(String place, Object was, Object is) {
      Optional<Body> old = before.body(was);
      Optional<Body> now = after.body(is);
      if (old.isEmpty() || now.isEmpty()) {
        return old.isEmpty() ? List.of() : List.of(place + " has no body any more");
      }
      return values(place, old.get().schema(), now.get().schema());
    }

    private List<String> members(String place, Object was, Object is) {
      Map<String, Object> now = after.properties(is);
      var breaks = new ArrayList<String>();
      before
          .properties(was)
          .forEach(
              (name, schema) ->
                  Optional.ofNullable(now.get(name))
                      .ifPresentOrElse(
                          same -> breaks.addAll(values(place + " " + name, schema, same)),
                          () -> breaks.add(place + " " + name + " is gone")));
      return breaks;
    }

    private List<String> values(String place, Object was, Object is) {
      Map<String, Object> old = before.resolved(was);
      Map<String, Object> now = after.resolved(is);
      var breaks = new ArrayList<String>(members(place, was, is));
      if (old.containsKey("type") && !Objects.equals(old.get("type"), now.get("type"))) {
        breaks.add(place + " is no " + old.get("type") + " any more");
      }
      list(old.get("enum")).stream()
          .filter(word -> !list(now.get("enum")).contains(word))
          .forEach(word -> breaks.add(place + " is never " + word + " any more"));
      before.required(was).stream()
          .filter(name -> !after.required(is).contains(name))
          .forEach(name -> breaks.add(place + " " + name + " may be missing now"));
      if (old.containsKey("items")) {
        breaks.addAll(values(place + "[]", old.get("items"), now.getOrDefault("items", Map.of())));
      }
      return breaks;
    }

    private static Map<String, Map<String, Object>> parameters(
        Document document, Operation operation) {
      return list(operation.content().get("parameters")).stream()
          .map(document::resolved)
          .collect(
              Collectors.toMap(parameter -> String.valueOf(parameter.get("name")), each -> each));
    }
  }

  private static String published() {
    try (var copy = OpenApiCompatibilityTest.class.getResourceAsStream("openapi-published.yaml")) {
      return new String(Objects.requireNonNull(copy).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

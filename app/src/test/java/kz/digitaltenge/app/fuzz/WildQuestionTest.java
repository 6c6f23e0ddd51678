package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import kz.digitaltenge.gateway.Gateway;
import org.junit.jupiter.api.Test;

/// What is asked wildly is the whole interface.
class WildQuestionTest {
  private static final Pattern PATH = Pattern.compile("^  (/v1/\\S+):$", Pattern.MULTILINE);

  @Test
  void eachPathOfTheInterfacesIsAskedForWildly() throws IOException {
    assertThat(WildPaths.BANK).containsAll(published("openapi.yaml"));
    assertThat(WildPaths.CENTRAL_BANK).containsAll(published("centralbank.yaml"));
  }

  private static List<String> published(String name) throws IOException {
    List<String> published;
    try (var document = Objects.requireNonNull(Gateway.class.getResourceAsStream(name))) {
      published =
          PATH.matcher(new String(document.readAllBytes(), UTF_8))
              .results()
              .map(path -> path.group(1).replace("{id}", "{}"))
              // An answer without an end; the gateway's own tests ask for it wrongly.
              .filter(path -> !path.equals("/v1/events/stream"))
              .toList();
    }

    assertThat(published).isNotEmpty();
    return published;
  }
}

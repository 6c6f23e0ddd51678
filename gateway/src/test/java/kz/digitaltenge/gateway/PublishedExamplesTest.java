package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What reads the documents' examples for the fuzzer, held against a parser of all of YAML.
class PublishedExamplesTest {
  @ParameterizedTest
  @EnumSource
  void eachBodyIsReadAsAParserReadsIt(OpenApi which) {
    PublishedExamples examples = PublishedExamples.of(which);
    Document document = Document.of(new String(which.document().toArray(), UTF_8));

    assertThat(document.operations())
        .anySatisfy(operation -> assertThat(body(document, operation)).isPresent())
        .allSatisfy(
            operation ->
                assertThat(
                        examples
                            .body(operation.method().toUpperCase(Locale.ROOT), operation.path())
                            .map(Object.class::cast))
                    .as(operation.name())
                    .isEqualTo(body(document, operation)));
  }

  private static Optional<Object> body(Document document, Document.Operation operation) {
    return Optional.ofNullable(operation.content().get("requestBody"))
        .flatMap(document::body)
        .flatMap(Document.Body::example);
  }

  @Test
  void listsAndMapsAreReadInEitherStyle() {
    assertThat(
            ExampleText.of(
                List.of(
                    "lines:",
                    "  - payee: A B, C",
                    "    amount: '1.50'",
                    "  - {phone: '+7', kinds: [X, \"Y, Z\"], none: {}}",
                    "url: 'https://localhost:1/'")))
        .isEqualTo(
            Map.of(
                "lines",
                List.of(
                    Map.of("payee", "A B, C", "amount", "1.50"),
                    Map.of("phone", "+7", "kinds", List.of("X", "Y, Z"), "none", Map.of())),
                "url",
                "https://localhost:1/"));
  }
}

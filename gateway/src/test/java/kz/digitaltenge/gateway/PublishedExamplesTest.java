package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The documents' examples as the fuzzer has them, held against how the other tests read them,
/// which follow references.
class PublishedExamplesTest {
  @ParameterizedTest
  @EnumSource
  void noExampleIsMissed(OpenApi which) {
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
}

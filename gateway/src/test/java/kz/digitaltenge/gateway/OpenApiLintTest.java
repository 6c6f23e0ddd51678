package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.gateway.Document.Operation;
import org.junit.jupiter.api.Test;

/// What a reader of the document may expect of every method.
class OpenApiLintTest {
  private static final String TEXT = new String(OpenApi.document().toArray(), UTF_8);
  private static final Document DOCUMENT = Document.of(TEXT);

  @Test
  void eachMethodHasANameOfItsOwnAndOneSentenceAboutIt() {
    assertThat(DOCUMENT.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(DOCUMENT.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).matches("[a-z][A-Za-z]+");
              assertThat(String.valueOf(operation.content().get("summary")))
                  .matches("[A-Z].{10,}[^.]");
            });
  }

  @Test
  void eachMethodTellsItsRefusalsAndItsSignature() {
    assertThat(DOCUMENT.operations())
        .allSatisfy(
            operation -> {
              Map<String, Object> responses = map(operation.content().get("responses"));
              assertThat(responses).as(operation.name()).containsKey("default");
              assertThat(responses.keySet()).as(operation.name()).anyMatch(s -> s.startsWith("2"));
              assertThat(responses.values())
                  .as(operation.name())
                  .allSatisfy(
                      response ->
                          assertThat(map(DOCUMENT.resolved(response).get("headers")))
                              .containsKey("JWS-Signature"));
            });
  }

  /// A request may name its trace, and its answer does.
  @Test
  void eachMethodTellsOfItsTrace() {
    assertThat(DOCUMENT.operations())
        .allSatisfy(
            operation -> {
              assertThat(list(operation.content().get("parameters")))
                  .as(operation.name())
                  .anyMatch(
                      parameter ->
                          ApiFields.TRACE_PARENT.equals(DOCUMENT.resolved(parameter).get("name")));
              assertThat(map(operation.content().get("responses")).values())
                  .as(operation.name())
                  .allSatisfy(
                      response ->
                          assertThat(map(DOCUMENT.resolved(response).get("headers")))
                              .containsKey(ApiFields.TRACE_PARENT));
            });
  }

  @Test
  void eachBodyHasAnExampleThatIsWhatItsSchemaSays() {
    var faults = new ArrayList<String>();
    var check = new SchemaCheck(DOCUMENT);
    for (Operation operation : DOCUMENT.operations()) {
      var bodies = new ArrayList<Object>(map(operation.content().get("responses")).values());
      if (operation.content().containsKey("requestBody")) {
        bodies.add(operation.content().get("requestBody"));
      }
      for (Object each : bodies) {
        DOCUMENT
            .body(each)
            .ifPresent(
                body ->
                    body.example()
                        .ifPresentOrElse(
                            example ->
                                faults.addAll(
                                    check.faults(operation.name(), body.schema(), example)),
                            () -> faults.add(operation.name() + " has a body without example")));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void eachOpenPlaceOfAPathIsAParameter() {
    assertThat(DOCUMENT.operations())
        .filteredOn(operation -> operation.path().contains("{id}"))
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(list(operation.content().get("parameters")))
                    .as(operation.name())
                    .anyMatch(parameter -> "id".equals(DOCUMENT.resolved(parameter).get("name"))));
  }

  /// But for examples, which are of the whole catalogue: some codes only commands meet.
  @Test
  void whatIsDefinedIsUsed() {
    map(DOCUMENT.root().get("components"))
        .forEach(
            (kind, all) -> {
              if (!Set.of("securitySchemes", "examples").contains(kind)) {
                List<String> names = List.copyOf(map(all).keySet());
                assertThat(names)
                    .allMatch(name -> TEXT.contains("#/components/" + kind + "/" + name + "'"));
              }
            });
  }
}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a reader of the document may expect of every method.
class OpenApiLintTest {
  private static String text(OpenApi which) {
    return new String(which.document().toArray(), UTF_8);
  }

  private static Document document(OpenApi which) {
    return Document.of(text(which));
  }

  @ParameterizedTest
  @EnumSource
  void eachMethodHasANameOfItsOwnAndOneSentenceAboutIt(OpenApi which) {
    Document document = document(which);
    assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).matches("[a-z][A-Za-z]+");
              assertThat(String.valueOf(operation.content().get("summary")))
                  .matches("[A-Z].{10,}[^.]");
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachMethodTellsItsRefusalsAndItsSignature(OpenApi which) {
    Document document = document(which);
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              Map<String, Object> responses = map(operation.content().get("responses"));
              assertThat(responses).as(operation.name()).containsKey("default");
              assertThat(responses.keySet()).as(operation.name()).anyMatch(s -> s.startsWith("2"));
              assertThat(responses.values())
                  .as(operation.name())
                  .allSatisfy(
                      response ->
                          assertThat(map(document.resolved(response).get("headers")))
                              .containsKey("JWS-Signature"));
            });
  }

  /// A request may name its trace, and its answer does.
  @ParameterizedTest
  @EnumSource
  void eachMethodTellsOfItsTrace(OpenApi which) {
    Document document = document(which);
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(list(operation.content().get("parameters")))
                  .as(operation.name())
                  .anyMatch(
                      parameter ->
                          ApiFields.TRACE_PARENT.equals(document.resolved(parameter).get("name")));
              assertThat(map(operation.content().get("responses")).values())
                  .as(operation.name())
                  .allSatisfy(
                      response ->
                          assertThat(map(document.resolved(response).get("headers")))
                              .containsKey(ApiFields.TRACE_PARENT));
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachBodyHasAnExampleThatIsWhatItsSchemaSays(OpenApi which) {
    Document document = document(which);
    var faults = new ArrayList<String>();
    var check = new SchemaCheck(document);
    for (Operation operation : document.operations()) {
      var bodies = new ArrayList<Object>(map(operation.content().get("responses")).values());
      if (operation.content().containsKey("requestBody")) {
        bodies.add(operation.content().get("requestBody"));
      }
      for (Object each : bodies) {
        document
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

  @ParameterizedTest
  @EnumSource
  void eachOpenPlaceOfAPathIsAParameter(OpenApi which) {
    Document document = document(which);
    assertThat(document.operations())
        .filteredOn(operation -> operation.path().contains("{id}"))
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(list(operation.content().get("parameters")))
                    .as(operation.name())
                    .anyMatch(parameter -> "id".equals(document.resolved(parameter).get("name"))));
  }

  /// But for examples, which are of the whole catalogue: some codes only commands meet.
  @ParameterizedTest
  @EnumSource
  void whatIsDefinedIsUsed(OpenApi which) {
    Document document = document(which);
    map(document.root().get("components"))
        .forEach(
            (kind, all) -> {
              if (!Set.of("securitySchemes", "examples").contains(kind)) {
                List<String> names = List.copyOf(map(all).keySet());
                assertThat(names)
                    .allMatch(
                        name -> text(which).contains("#/components/" + kind + "/" + name + "'"));
              }
            });
  }
}

package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.gateway.Document.Operation;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import tools.jackson.databind.json.JsonMapper;

/// A method as its document's examples ask for it.
record Asked(String name, Question question) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Every method of a document.
  static List<Asked> all(OpenApi which) {
    Document document = Document.of(new String(which.document().toArray(), UTF_8));
    return document.operations().stream().map(operation -> of(document, operation)).toList();
  }

  boolean isOneOf(Set<String> names) {
    return names.contains(name);
  }

  private static Asked of(Document document, Operation operation) {
    String id =
        Document.list(operation.content().get("parameters")).stream()
            .map(document::resolved)
            .filter(parameter -> "path".equals(parameter.get("in")))
            .map(parameter -> String.valueOf(parameter.get("example")))
            .findFirst()
            .orElse("");
    Optional<Object> example =
        document
            .body(operation.content().getOrDefault("requestBody", Map.of()))
            .flatMap(Document.Body::example);
    return new Asked(
        operation.name(),
        new Question(
            operation.method().toUpperCase(Locale.ROOT),
            operation.path().replace("{id}", id),
            new BoundFields(example.isPresent() ? "application/json" : "", "", ""),
            example.map(value -> Bytes.of(JSON.writeValueAsBytes(value))).orElseGet(Bytes::empty),
            Map.of()));
  }
}

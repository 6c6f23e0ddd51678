package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// An OpenAPI document as maps, lists and texts.
record Document(Map<String, Object> root) {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String REFERENCE = "$ref";

  /// One method of one path.
  record Operation(String method, String path, Map<String, Object> content) {
    String name() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    String id() {
      return String.valueOf(content.get("operationId"));
    }
  }

  static Document of(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Document(map(new Yaml(new SafeConstructor(options)).load(yaml)));
  }

  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    map(root.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, content) -> {
                          if (METHODS.contains(method)) {
                            operations.add(new Operation(method, path, map(content)));
                          }
                        }));
    return operations;
  }

  /// A value, or what it refers to.
  Map<String, Object> resolved(Object value) {
    Map<String, Object> map = map(value);
    Object reference = map.get(REFERENCE);
    if (reference == null) {
      return map;
    }
    Map<String, Object> found = root;
    for (String step : reference.toString().substring("#/".length()).split("/", -1)) {
      found = map(found.get(step));
    }
    return resolved(found);
  }

  /// The members of a schema, those of its parts among them.
  Map<String, Object> properties(Object schema) {
    Map<String, Object> content = resolved(schema);
    var properties = new LinkedHashMap<String, Object>(map(content.get("properties")));
    for (Object part : parts(content)) {
      properties.putAll(properties(part));
    }
    return properties;
  }

  Set<String> required(Object schema) {
    Map<String, Object> content = resolved(schema);
    var required = new TreeSet<String>();
    list(content.get("required")).forEach(name -> required.add(name.toString()));
    for (Object part : list(content.get("allOf"))) {
      required.addAll(required(part));
    }
    return required;
  }

  private static List<Object> parts(Map<String, Object> schema) {
    var parts = new ArrayList<Object>(list(schema.get("allOf")));
    parts.addAll(list(schema.get("oneOf")));
    return parts;
  }

  /// The schema and the example of a request's or a response's body.
  record Body(Object schema, Optional<Object> example) {}

  Optional<Body> body(Object requestOrResponse) {
    return map(resolved(requestOrResponse).get("content")).values().stream()
        .findFirst()
        .map(Document::map)
        .map(
            media ->
                new Body(
                    media.getOrDefault("schema", Map.of()),
                    Optional.ofNullable(media.get("example")).or(() -> first(media))));
  }

  /// Of several examples, each of which has a name.
  private Optional<Object> first(Map<String, Object> media) {
    return map(media.get("examples")).values().stream()
        .findFirst()
        .map(named -> resolved(named).get("value"));
  }

  @SuppressWarnings("unchecked") // The parser makes these of a YAML mapping; names are texts.
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
  }

  static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> found ? List.copyOf(found) : List.of();
  }
}

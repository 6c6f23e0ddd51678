package kz.digitaltenge.gateway;

import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether an example is what its schema says: types, members, none missing, none that it does not
/// know, words out of its list, its pattern.
record SchemaCheck(Document document) {
  List<String> faults(String place, Object schema, Object value) {
    Map<String, Object> content = document.resolved(schema);
    List<Object> choices = list(content.get("oneOf"));
    if (!choices.isEmpty()) {
      boolean fits = choices.stream().anyMatch(choice -> faults(place, choice, value).isEmpty());
      return fits ? List.of() : List.of(place + " is none of its choices");
    }
    boolean isObject = content.containsKey("allOf") || "object".equals(content.get("type"));
    if (isObject) {
      return object(place, content, value);
    }
    return switch (String.valueOf(content.get("type"))) {
      case "array" -> array(place, content, value);
      case "string" -> text(place, content, value);
      case "integer" -> fault(value instanceof Integer, place + " is no whole number");
      case "boolean" -> fault(value instanceof Boolean, place + " is neither true nor false");
      default -> List.of(place + " has no type");
    };
  }

  private List<String> object(String place, Map<String, Object> schema, Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return List.of(place + " is no object");
    }
    var faults = new ArrayList<String>();
    Map<String, Object> known = document.properties(schema);
    map(value)
        .forEach(
            (name, member) ->
                Optional.ofNullable(known.get(name))
                    .ifPresentOrElse(
                        its -> faults.addAll(faults(place + "." + name, its, member)),
                        () -> faults.add(place + "." + name + " is not in the schema")));
    for (String name : document.required(schema)) {
      faults.addAll(fault(map(value).containsKey(name), place + "." + name + " is missing"));
    }
    return faults;
  }

  private List<String> array(String place, Map<String, Object> schema, Object value) {
    if (!(value instanceof List<?>)) {
      return List.of(place + " is no list");
    }
    Object items = schema.getOrDefault("items", Map.of());
    return list(value).stream()
        .flatMap(item -> faults(place + "[]", items, item).stream())
        .toList();
  }

  private static List<String> text(String place, Map<String, Object> schema, Object value) {
    if (!(value instanceof String text)) {
      return List.of(place + " is no text; put it in quotation marks");
    }
    List<Object> words = list(schema.get("enum"));
    if (!words.isEmpty() && !words.contains(text)) {
      return List.of(place + " is none of its words");
    }
    Object pattern = schema.get("pattern");
    return fault(
        pattern == null || Pattern.matches(pattern.toString(), text),
        place + " is not of its pattern");
  }

  private static List<String> fault(boolean isRight, String otherwise) {
    return isRight ? List.of() : List.of(otherwise);
  }
}

package kz.digitaltenge.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.api.error.Problem;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as commands print it.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  public static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// An object whose members keep their order.
  ///
  /// @param namesAndValues a name, its value, the next name, …
  public static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static Map<String, Object> of(Problem problem) {
    return object(
        "error",
        object(
            "number", problem.code().number(),
            "code", problem.code().name(),
            "message", problem.message(),
            "retry", problem.code().retry().name()));
  }
}

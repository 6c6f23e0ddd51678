package kz.digitaltenge.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON of the interface: what is written is an object whose members keep their order, what is read
/// is one value and nothing after it, no member given twice.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// @throws tools.jackson.core.JacksonException when it is no JSON
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// Reads what is too large to be kept whole beside what it says.
  static JsonParser parser(String text) {
    return MAPPER.createParser(text);
  }

  /// @param namesAndValues a name, its value, the next name, …
  static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}

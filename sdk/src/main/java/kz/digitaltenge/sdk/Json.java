package kz.digitaltenge.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON of the interface. Members that this SDK does not know are passed over, so that a gateway
/// may tell more than it did.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  private Json() {}

  /// @throws JacksonException when it is no JSON
  static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  static byte[] bytes(Map<String, ?> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /// @throws UntrustedMessageException when it is something else, which no gateway signs
  static <T> T read(MessageBody body, Class<T> type) {
    try {
      return MAPPER.readValue(body.trusted(), type);
    } catch (JacksonException e) {
      throw new UntrustedMessageException("It is signed and yet no " + type.getSimpleName(), e);
    }
  }

  /// A member's value as an object of the interface.
  static <T> T read(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JacksonException e) {
      throw new UntrustedMessageException("It is signed and yet no " + type.getSimpleName(), e);
    }
  }

  /// An object whose members keep their order; empty optionals are left out.
  ///
  /// @param namesAndValues a name, its value, the next name, …
  static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      if (namesAndValues[i + 1] instanceof Optional<?> wanted) {
        wanted.ifPresent(value -> object.put(name, value));
      } else {
        object.put(name, namesAndValues[i + 1]);
      }
    }
    return object;
  }
}

package kz.digitaltenge.app.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a body, those that were typed.
final class Members {
  private final Map<String, String> typed = new LinkedHashMap<>();

  Members with(String name, @Nullable String value) {
    if (value != null) {
      typed.put(name, value);
    }
    return this;
  }

  Map<String, String> all() {
    return Map.copyOf(typed);
  }
}

package kz.digitaltenge.sdk;

import java.util.Map;
import java.util.TreeMap;

/// Parameters of a query, in the order of their names.
record Parameters(Map<String, String> values) {
  static final Parameters NONE = new Parameters(Map.of());

  Parameters {
    values = Map.copyOf(values);
  }

  Parameters with(String name, String value) {
    var more = new TreeMap<String, String>(values);
    more.put(name, value);
    return new Parameters(more);
  }

  Target on(Target target) {
    Target narrowed = target;
    for (var each : new TreeMap<String, String>(values).entrySet()) {
      narrowed = narrowed.with(each.getKey(), each.getValue());
    }
    return narrowed;
  }
}

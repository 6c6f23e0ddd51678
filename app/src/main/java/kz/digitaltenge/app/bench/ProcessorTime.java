package kz.digitaltenge.app.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/// How long processors have worked, by who made them, in nanoseconds. Empty where the system does
/// not tell.
record ProcessorTime(Map<Component, Long> nanos) {
  static final ProcessorTime NONE = new ProcessorTime(Map.of());

  private static final double NANOS_PER_MICRO = 1e3;

  ProcessorTime {
    var copy = new EnumMap<Component, Long>(Component.class);
    copy.putAll(nanos);
    nanos = Collections.unmodifiableMap(copy);
  }

  /// What was spent since an earlier reading.
  ProcessorTime since(ProcessorTime earlier) {
    return with(earlier, (now, then) -> Math.max(0, now - then));
  }

  ProcessorTime plus(ProcessorTime other) {
    return with(other, Long::sum);
  }

  long total() {
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Microseconds for each of `count`, by what people call the component.
  Map<String, Double> microsEach(long count) {
    var micros = new LinkedHashMap<String, Double>();
    if (count > 0) {
      nanos.forEach(
          (component, spent) -> micros.put(component.label(), spent / NANOS_PER_MICRO / count));
    }
    return micros;
  }

  private ProcessorTime with(ProcessorTime other, LongBinaryOperator operator) {
    var result = new EnumMap<Component, Long>(Component.class);
    for (Component component : Component.values()) {
      if (nanos.containsKey(component) || other.nanos.containsKey(component)) {
        result.put(
            component,
            operator.applyAsLong(
                nanos.getOrDefault(component, 0L), other.nanos.getOrDefault(component, 0L)));
      }
    }
    return new ProcessorTime(result);
  }
}

package kz.digitaltenge.app.bench;

import java.util.List;
import java.util.Map;

/// Signed payments across banks through the gateways.
///
/// @param rows closed loops, and then an open one
/// @param notes what else is to be known, one sentence each
public record ApiReport(List<Row> rows, List<String> notes, long failed) implements PartReport {
  /// Copies the lists.
  public ApiReport {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /// One load.
  ///
  /// @param figure in-flight 0 is an open loop
  /// @param duePerSecond of an open loop; 0 of a closed one
  /// @param processor time of one payment at the platform and its database, in microseconds by
  ///   component
  /// @param generatorMicros processor time of who asks a payment
  public record Row(
      Figure figure, double duePerSecond, Map<String, Double> processor, double generatorMicros) {
    /// Copies the map.
    public Row {
      processor = Map.copyOf(processor);
    }

    double platformMicros() {
      return processor.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  @Override
  public BenchPart part() {
    return BenchPart.API;
  }
}

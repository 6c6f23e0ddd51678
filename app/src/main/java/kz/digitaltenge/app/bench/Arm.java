package kz.digitaltenge.app.bench;

import java.util.Map;

/// One of the states that a [Comparison] holds against each other.
///
/// @param name what is different in it
/// @param figure over all rounds
/// @param processorMicros of a payment, all threads and the database's processes
/// @param processor the same by component
/// @param ratio to the first arm
public record Arm(
    String name,
    Figure figure,
    double processorMicros,
    Map<String, Double> processor,
    Ratio ratio) {

  /// This arm's figures over the first arm's: 1 is no difference.
  ///
  /// @param processorMin the smallest of the rounds, each taken by itself
  /// @param processorMax the largest of the rounds
  public record Ratio(
      double perSecond, double p50, double processor, double processorMin, double processorMax) {}
}

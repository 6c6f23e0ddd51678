package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Measures states in turns, so that whatever else changes over a run, a warmer virtual machine, a
/// busier disk, changes for all of them. Each round begins with another arm.
final class Alternation {
  private final Map<String, Measuring> arms = new LinkedHashMap<>();
  private final Map<String, List<Slice>> slices = new LinkedHashMap<>();
  private long failedBefore;

  /// Measures one state once.
  interface Measuring {
    Slice measure() throws InterruptedException;
  }

  /// Adds a state; the first is what the others are held against.
  Alternation arm(String name, Measuring measuring) {
    arms.put(name, measuring);
    slices.put(name, new ArrayList<>());
    return this;
  }

  /// Measures every state once and forgets the figures: what was just made is cold, and disks still
  /// sort what was written. Payments that fail are not forgotten.
  Alternation warmUp() throws InterruptedException {
    for (Measuring arm : arms.values()) {
      failedBefore += arm.measure().failed();
    }
    return this;
  }

  /// Measures every state `rounds` times.
  Alternation run(int rounds) throws InterruptedException {
    List<String> names = List.copyOf(arms.keySet());
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        String name = names.get((round + turn) % names.size());
        of(name).add(Objects.requireNonNull(arms.get(name)).measure());
      }
    }
    return this;
  }

  /// The states as measured so far.
  List<Arm> arms(String figure, int inFlight) {
    List<Slice> first = of(arms.keySet().iterator().next());
    return arms.keySet().stream().map(name -> arm(name, figure, inFlight, first)).toList();
  }

  /// What failed in all states.
  long failed() {
    return failedBefore
        + slices.values().stream().flatMap(List::stream).mapToLong(Slice::failed).sum();
  }

  private Arm arm(String name, String figure, int inFlight, List<Slice> first) {
    List<Slice> own = of(name);
    Slice whole = together(own);
    return new Arm(
        name,
        whole.figure(figure, inFlight),
        whole.processorMicros(),
        whole.processor().microsEach(whole.count()),
        ratio(own, first));
  }

  private static Arm.Ratio ratio(List<Slice> own, List<Slice> first) {
    Slice mine = together(own);
    Slice base = together(first);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int round = 0; round < own.size(); round++) {
      double each = over(own.get(round).processorMicros(), first.get(round).processorMicros());
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    return new Arm.Ratio(
        over(mine.perSecond(), base.perSecond()),
        over(median(mine), median(base)),
        over(mine.processorMicros(), base.processorMicros()),
        own.isEmpty() ? 0 : least,
        most);
  }

  private static double over(double value, double base) {
    return base == 0 ? 0 : value / base;
  }

  private static double median(Slice slice) {
    return (double) slice.latencies().getValueAtPercentile(50);
  }

  private static Slice together(List<Slice> slices) {
    return slices.stream().reduce(Slice.empty(), Slice::plus);
  }

  private List<Slice> of(String name) {
    return Objects.requireNonNull(slices.get(name));
  }
}

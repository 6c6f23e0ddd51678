package kz.digitaltenge.app.bench;

/// One thing to do again and again, by many threads at once.
@FunctionalInterface
interface Workload {
  /// Does it once; false when it did not succeed.
  ///
  /// @param number unique over the whole run, from 0
  boolean once(long number);
}

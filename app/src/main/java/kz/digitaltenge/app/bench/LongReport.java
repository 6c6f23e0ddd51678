package kz.digitaltenge.app.bench;

import java.util.List;

/// A long run, told by its minutes.
///
/// @param load how payments were begun
/// @param minutes one after the other; a short run has shorter ones
/// @param housekeeping what the platform did beside payments meanwhile
/// @param notes what else was seen, one sentence each
public record LongReport(
    String load, List<Minute> minutes, Housekeeping housekeeping, List<String> notes, long failed)
    implements PartReport {
  /// Copies the lists.
  public LongReport {
    minutes = List.copyOf(minutes);
    notes = List.copyOf(notes);
  }

  /// A minute of it.
  ///
  /// @param processorMicros of a payment, all threads and the database's processes
  /// @param residentMiB at its end
  public record Minute(Figure figure, double processorMicros, long residentMiB) {}

  /// Counts over the whole run.
  ///
  /// @param notaryCheckpoints of the notary's state, after which its consensus log is cut
  /// @param databaseCheckpoints of the database server, by time, by size or on demand
  /// @param databaseCheckpointsAsked of these, made by the benchmark in the middle of the run
  /// @param vacuums of tables, by themselves
  /// @param walMiB written ahead by the database server
  /// @param collections of the virtual machine's garbage
  /// @param collectionMillis they took together
  public record Housekeeping(
      long notaryCheckpoints,
      long databaseCheckpoints,
      long databaseCheckpointsAsked,
      long vacuums,
      long walMiB,
      long collections,
      long collectionMillis) {}

  @Override
  public BenchPart part() {
    return BenchPart.LONG;
  }
}

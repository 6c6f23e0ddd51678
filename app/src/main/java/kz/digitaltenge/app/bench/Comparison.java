package kz.digitaltenge.app.bench;

import java.util.List;

/// The same load on states that differ in one thing.
///
/// @param method how it was measured, in sentences
/// @param inFlight payments under way at once
/// @param arms the first is what the others are held against
/// @param notes what else was seen, one sentence each
public record Comparison(
    BenchPart part, String method, int inFlight, List<Arm> arms, List<String> notes, long failed)
    implements PartReport {
  /// Copies the lists.
  public Comparison {
    arms = List.copyOf(arms);
    notes = List.copyOf(notes);
  }
}

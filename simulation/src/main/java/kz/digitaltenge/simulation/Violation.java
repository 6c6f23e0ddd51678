package kz.digitaltenge.simulation;

import java.util.List;

/// Something that must never happen has happened.
///
/// @param invariant which of them, in a few words
/// @param evidence what was seen
/// @param step at which it was seen
/// @param lastEvents what happened before, oldest first
public record Violation(String invariant, String evidence, long step, List<String> lastEvents) {
  /// Copies the list.
  public Violation {
    lastEvents = List.copyOf(lastEvents);
  }
}

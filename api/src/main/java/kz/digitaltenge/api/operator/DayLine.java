package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An operational day of the central bank.
///
/// @param state `OPEN`, `CLOSING` or `CLOSED`
/// @param steps taken at its close so far
public record DayLine(
    LocalDate date,
    String state,
    Instant openedAt,
    String openedBy,
    Optional<Instant> closingAt,
    String closedBy,
    Optional<Instant> closedAt,
    List<Step> steps) {

  /// A look at the books.
  public record Step(String name, Instant at, boolean passed, String evidence) {}

  public DayLine {
    steps = List.copyOf(steps);
  }
}

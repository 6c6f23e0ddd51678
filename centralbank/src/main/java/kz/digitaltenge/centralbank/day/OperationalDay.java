package kz.digitaltenge.centralbank.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A day on which the central bank converts, from its opening to its close.
///
/// @param steps taken at its close so far, oldest first; one that did not pass is followed by the
///   same again
public record OperationalDay(
    LocalDate date,
    State state,
    Instant openedAt,
    String openedBy,
    Optional<Instant> closingAt,
    Optional<String> closedBy,
    Optional<Instant> closedAt,
    List<Step> steps) {

  /// Where it stands.
  public enum State {
    /// Conversions are taken.
    OPEN,
    /// Conversions wait for the next day; the steps of the close are taken.
    CLOSING,
    /// Every step has passed.
    CLOSED
  }

  /// One look at the books.
  ///
  /// @param evidence what was seen, for people
  public record Step(String name, Instant at, boolean passed, String evidence) {}

  public OperationalDay {
    steps = List.copyOf(steps);
  }

  boolean hasPassed(String step) {
    return steps.stream().anyMatch(each -> each.passed() && each.name().equals(step));
  }
}

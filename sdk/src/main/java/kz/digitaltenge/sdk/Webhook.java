package kz.digitaltenge.sdk;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A wish to be told of events at a URL, and how that goes.
///
/// @param position of the last event that needs no telling any more
/// @param failingSince empty while all is well
public record Webhook(
    String id,
    URI url,
    List<Event.Kind> kinds,
    Instant createdAt,
    int deadLetters,
    Optional<String> position,
    Optional<Instant> failingSince,
    Optional<String> reason) {
  public Webhook {
    kinds = List.copyOf(kinds);
  }

  /// A notification that its receiver refused again and again.
  ///
  /// @param event its position
  public record DeadLetter(String event, String reason, Instant at, Event body) {}

  /// What came of trying one once more.
  public record Replayed(String event, boolean delivered, Optional<String> reason) {}
}

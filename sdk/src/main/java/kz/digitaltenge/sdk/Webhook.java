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

  /// One attempt to tell of an event, as it was signed and kept before it went out.
  ///
  /// @param key the bank and the event's id, the same in every attempt
  /// @param message what the signature is over; its last line has the body's hash
  /// @param result `DELIVERED`, `REFUSED`, `PUT_OFF` or `AWAY`; empty while it is not known
  /// @param status of the receiver, when it answered
  public record Notification(
      String id,
      String webhook,
      URI url,
      Instant at,
      String key,
      String message,
      String signature,
      Optional<String> result,
      Optional<Instant> resultAt,
      Optional<Integer> status) {}

  /// What came of trying one once more.
  public record Replayed(String event, boolean delivered, Optional<String> reason) {}
}

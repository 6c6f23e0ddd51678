package kz.digitaltenge.gateway.webhook;

/// What an attempt to deliver came to.
sealed interface Attempt {
  /// The receiver has it.
  record Delivered() implements Attempt {}

  /// The receiver is there and does not take it.
  record Refused(String reason) implements Attempt {}

  /// The receiver, or what stands before it, is there and puts the notification off.
  record PutOff(String reason) implements Attempt {}

  /// The receiver is not there; nothing is held against the notification.
  record Away(String reason) implements Attempt {}
}

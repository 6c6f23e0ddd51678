package kz.digitaltenge.gateway;

import java.time.Duration;

/// How much a gateway takes.
///
/// @param patience for the bytes of one body, and for the caller to take one answer
/// @param idle how long a connection may wait for its next request's whole head
/// @param rate what each participant may ask
/// @param connections how many there may be, and how long the first head on one may take
public record GatewayLimits(
    Duration patience, Duration idle, RequestRate rate, ConnectionBounds connections) {
  /// Far more than any body of this interface needs.
  static final int BODY_SIZE_MAX_BYTES = 64 * 1024;

  /// Of a register, the one thing that may be larger: 100 000 lines with long purposes.
  static final int REGISTER_SIZE_MAX_BYTES = 32 * 1024 * 1024;

  /// And how long its bytes may take.
  static final Duration REGISTER_PATIENCE = Duration.ofMinutes(1);

  /// Registers that are read at once; one more is refused.
  static final int REGISTERS_AT_ONCE_MAX = 2;

  /// All fields of a request's head together.
  static final int HEAD_SIZE_MAX_BYTES = 32 * 1024;

  static final int LINES_MAX = 500;
  static final int LINES_STANDARD = 100;

  /// For an event, at most.
  static final int WAIT_MAX_SECONDS = 20;

  /// Callers who wait for an event at once; more are answered without a wait.
  static final int WAITS_AT_ONCE_MAX = 100;

  /// Of those that wait for the bank's core banking system: a small part of a participant's share,
  /// so that a system which hangs stops nothing but conversions.
  static final int CONVERSIONS_AT_ONCE_MAX = 100;

  /// The same of those that wait for the central bank.
  static final int STOCK_CONVERSIONS_AT_ONCE_MAX = 20;

  /// Through the notifications that were kept; one more is refused.
  static final int LOOKS_AT_ONCE_MAX = 4;

  /// Callers who follow the events at once; one more is refused.
  static final int STREAMS_AT_ONCE_MAX = 16;

  /// How long one may follow before it has to sign again: a certificate that was revoked is felt
  /// within the time that its status is relied on.
  static final Duration STREAM_MAX = Duration.ofMinutes(5);

  /// How long nothing is told before it is told that nothing happens.
  static final int BEAT_STANDARD_SECONDS = 15;

  static final int BEAT_MAX_SECONDS = 60;

  static final int REQUESTS_AT_ONCE_MAX = 1_000;

  /// How long a new signing key is told of before it signs, when nothing is said.
  static final Duration NOTICE_STANDARD = Duration.ofDays(1);

  static final Duration NOTICE_MIN = Duration.ofSeconds(5);
  static final Duration NOTICE_MAX = Duration.ofDays(90);

  public static final GatewayLimits STANDARD =
      new GatewayLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          RequestRate.STANDARD,
          ConnectionBounds.STANDARD);
}

package kz.digitaltenge.gateway.webhook;

import java.time.Duration;

/// How webhooks are served.
///
/// @param answer how long a receiver has for one answer
/// @param pauseMin before the second attempt; each further pause is twice as long
/// @param pauseMax longest pause between attempts
/// @param refusalsMax so many refusals of one notification make it a dead letter
/// @param putOffMax so much waiting for a receiver that puts one notification off makes it a dead
///   letter too
public record WebhookLimits(
    Duration answer, Duration pauseMin, Duration pauseMax, int refusalsMax, Duration putOffMax) {
  /// A bank's webhooks.
  static final int WEBHOOKS_MAX = 16;

  /// Events read from the node at once.
  static final int PAGE_EVENTS = 200;

  /// Notifications of one webhook that are on their way at once, of as many accounts.
  static final int LANES_MAX = 16;

  static final Duration EVENT_WAIT = Duration.ofSeconds(20);

  /// Two minutes pass from the first refusal to the last.
  public static final WebhookLimits STANDARD =
      new WebhookLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          8,
          Duration.ofHours(1));
}

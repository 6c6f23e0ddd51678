package kz.digitaltenge.gateway.webhook;

import java.time.Instant;

/// A notification that its receiver does not take.
///
/// @param reason of the last refusal
/// @param at when it was given up
public record DeadLetter(Letter letter, String reason, Instant at) {}

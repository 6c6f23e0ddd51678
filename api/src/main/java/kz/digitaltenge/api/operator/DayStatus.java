package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;

/// Where the central bank's day stands.
///
/// @param day the newest; at a close the one that was to be closed
/// @param opens when conversions begin, `HH:mm`; both times `00:00` mean around the clock
/// @param cutOff when they end
/// @param closedUntil when conversions go on; empty when they go on now
/// @param automatic whether days close by themselves
public record DayStatus(
    DayLine day, String opens, String cutOff, Optional<Instant> closedUntil, boolean automatic) {}

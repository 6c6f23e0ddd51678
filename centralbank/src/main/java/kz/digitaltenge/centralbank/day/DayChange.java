package kz.digitaltenge.centralbank.day;

import java.time.Instant;
import java.time.LocalDate;

/// That a day becomes a day off, or a working day.
///
/// @param title of the day off; for a working day why it is one
/// @param officer who changed it
/// @param at when it was noted
/// @param from when it counts: when it was noted, or later
public record DayChange(
    LocalDate day, boolean off, String title, String officer, Instant at, Instant from) {}

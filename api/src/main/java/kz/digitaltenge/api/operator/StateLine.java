package kz.digitaltenge.api.operator;

import java.time.Instant;

/// That an account came into a state.
///
/// @param order empty when there is none
/// @param evidence where the signed request is kept
public record StateLine(
    String account, String state, String reason, String order, Instant at, long evidence) {}

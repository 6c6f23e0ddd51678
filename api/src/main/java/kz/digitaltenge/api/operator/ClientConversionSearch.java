package kz.digitaltenge.api.operator;

/// Which conversions are looked for, as people type it; what is empty does not narrow.
///
/// @param account of this bank
/// @param direction `IN` or `OUT`
/// @param state as conversions have it, such as `CONVERTED`
/// @param from asked for not before this time, such as `2026-03-02T07:00:00Z`
/// @param until asked for before this time
public record ClientConversionSearch(
    String account, String direction, String state, String from, String until) {}

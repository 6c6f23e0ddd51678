package kz.digitaltenge.api.operator;

/// Which refunds are looked for, as people type it; what is empty does not narrow.
///
/// @param state `PENDING`, `FINAL` or `REFUSED`
/// @param from asked for not before this time, such as `2026-03-02T07:00:00Z`
/// @param until asked for before this time
public record RefundSearch(String state, String from, String until) {}

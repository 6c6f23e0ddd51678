package kz.digitaltenge.app.bench;

/// One measured line.
///
/// @param name what was measured: `cross-bank`, `on-us`, `notary`, `validate`, …
/// @param inFlight how many were under way at once; 0 for an open loop
/// @param perSecond finished a second over the whole window
/// @param p50Micros half were done within so many microseconds
/// @param p99Micros and ninety-nine of a hundred within so many
/// @param count how many were measured
/// @param failed how many did not succeed; they are in no other figure
public record Figure(
    String name,
    int inFlight,
    double perSecond,
    long p50Micros,
    long p99Micros,
    long count,
    long failed) {}

package kz.digitaltenge.simulation;

import java.util.Optional;

/// What one seed came to.
///
/// @param steps of trouble that were asked for; the day then needs more to come to rest
/// @param stepsTaken all of them
/// @param orders that customers sent
/// @param payments that moved money
/// @param decisions of the notary: payments, issues, redemptions, merges, splits, voids
/// @param messages that arrived
/// @param faults that were injected: messages lost, doubled, late; crashes, disks, clocks, silences
/// @param checks of invariants
/// @param trace a number over everything that happened, the same whenever the seed is played
/// @param violation what went wrong, if anything did
public record SeedReport(
    long seed,
    long steps,
    long stepsTaken,
    long orders,
    long payments,
    long decisions,
    long messages,
    long faults,
    long checks,
    long trace,
    Optional<Violation> violation) {}

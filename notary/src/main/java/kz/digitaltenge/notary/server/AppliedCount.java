package kz.digitaltenge.notary.server;

/// What a member has applied since it started.
///
/// @param entries of the consensus log, the empty ones of quiet moments too
/// @param requests in them
/// @param bytes that they take in that log
/// @param proposed entries that it proposed itself, as the leader
public record AppliedCount(long entries, long requests, long bytes, long proposed) {}

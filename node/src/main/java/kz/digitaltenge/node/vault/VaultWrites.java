package kz.digitaltenge.node.vault;

/// What a vault has written since it was opened.
///
/// @param batches units of work
/// @param records in them
public record VaultWrites(long batches, long records) {}

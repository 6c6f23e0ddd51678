package kz.digitaltenge.node.purse;

/// How much a purse looks after.
///
/// @param accounts that have or had tokens
/// @param pending transactions without an end that bring or take tokens
/// @param untidy accounts that wait for a merge or a split
public record PurseSize(long accounts, long pending, long untidy) {}

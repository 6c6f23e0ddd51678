package kz.digitaltenge.sdk;

import java.util.Optional;

/// How a bank's node is doing.
///
/// @param epoch of the network's parameters
/// @param logSize how much of the notary's log the node has seen
/// @param unresolved attempts of payments whose end is not known yet
/// @param suspicion of the notary, if there is any
public record NodeStatus(
    String node,
    String name,
    String bankCode,
    long epoch,
    long logSize,
    long unresolved,
    Optional<String> suspicion) {}

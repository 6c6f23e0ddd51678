package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;

/// How a node is doing.
///
/// @param name what people call it
/// @param bankCode the three digits that its account numbers carry
/// @param epoch of the network parameters it goes by
/// @param logSize of the newest head of the notary's log that it has verified
/// @param unresolved transactions, stored or committed, whose end is not on its disk yet
/// @param suspicion what in this node's eyes speaks against a member of the notary, as a sentence
public record NodeStatus(
    NodeId node,
    String name,
    String bankCode,
    int epoch,
    long logSize,
    long unresolved,
    Optional<String> suspicion) {}

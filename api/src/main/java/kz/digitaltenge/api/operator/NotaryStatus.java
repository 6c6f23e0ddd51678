package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;

/// How a member of the notary is doing.
///
/// @param member its name in the network parameters
/// @param leader whether it leads now
/// @param epoch of the network parameters in force
/// @param logSize decisions in the log
/// @param root of the log at that size
/// @param liveCount references that can be consumed
/// @param suspicion what in this member's eyes speaks against another, as a sentence
public record NotaryStatus(
    String member,
    boolean leader,
    int epoch,
    long logSize,
    Hash root,
    Instant logTime,
    long liveCount,
    Optional<String> suspicion) {}

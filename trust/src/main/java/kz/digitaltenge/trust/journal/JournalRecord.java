package kz.digitaltenge.trust.journal;

import kz.digitaltenge.ledger.codec.Bytes;

/// A record as it was read.
///
/// @param position in the chain, from 0
public record JournalRecord(long position, Bytes payload) {}

package kz.digitaltenge.trust.journal;

import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// A record as it was read.
///
/// @param position in the chain, from 0
/// @param link the hash that the next record is chained to
public record JournalRecord(long position, Bytes payload, Hash link) {}

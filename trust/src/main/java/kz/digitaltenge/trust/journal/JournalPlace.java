package kz.digitaltenge.trust.journal;

import kz.digitaltenge.ledger.crypto.Hash;

/// A place between two records.
///
/// @param position of the record that comes next, counted from 0 over all files of a chain
/// @param link the hash that the next record is chained to
public record JournalPlace(long position, Hash link) {
  /// Before the first record of a new chain.
  public static final JournalPlace BEGINNING = new JournalPlace(0, JournalFormat.BEGINNING);

  JournalPlace after(byte[] payload) {
    return new JournalPlace(position + 1, JournalFormat.link(link, payload));
  }
}

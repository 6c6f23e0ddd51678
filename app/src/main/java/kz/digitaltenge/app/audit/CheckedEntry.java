package kz.digitaltenge.app.audit;

import java.util.List;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;

/// A row of the table `entry` that could be read, with what was made of it.
///
/// @param inputs the states that the transaction consumes; empty when they are not proved
record CheckedEntry(
    EntryRow row, Transaction transaction, StatesColumn states, List<State> inputs, End end) {
  /// Copies the list.
  CheckedEntry {
    inputs = List.copyOf(inputs);
  }
}

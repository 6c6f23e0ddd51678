package kz.digitaltenge.notary.core;

import java.util.List;
import kz.digitaltenge.ledger.LogHead;

/// What an entry came to.
///
/// @param rulings one for each request, in order; for an order or a change of parameters, one that
///   says whether it took effect
/// @param head the log after the entry
/// @param standing what the entry was judged under
/// @param replayed whether the state already had the entry, so that nothing was done
public record Applied(
    EntryIndex index, List<Ruling> rulings, LogHead head, Standing standing, boolean replayed) {
  public Applied {
    rulings = List.copyOf(rulings);
  }
}

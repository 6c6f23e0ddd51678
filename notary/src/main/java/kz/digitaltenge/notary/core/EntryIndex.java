package kz.digitaltenge.notary.core;

/// Where an entry stands in the replicated log. Indexes rise; some belong to the replication itself
/// and carry no entry.
public record EntryIndex(long term, long index) {

  public static final EntryIndex NONE = new EntryIndex(0, -1);

  public EntryIndex {
    if (term < 0 || index < -1) {
      throw new IllegalArgumentException(
          "no entry stands at term %d, index %d".formatted(term, index));
    }
  }
}

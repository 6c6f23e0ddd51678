package kz.digitaltenge.notary.server;

import java.util.concurrent.atomic.LongAdder;
import kz.digitaltenge.notary.core.Entry;

/// Counts what the applying thread applies; any thread may read.
final class EntryTally {
  private final LongAdder entries = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder proposed = new LongAdder();

  void applied(Entry entry, boolean own, int sizeBytes) {
    entries.increment();
    bytes.add(sizeBytes);
    if (own) {
      proposed.increment();
    }
    if (entry.content() instanceof Entry.Requests content) {
      requests.add(content.requests().size());
    }
  }

  AppliedCount count() {
    return new AppliedCount(entries.sum(), requests.sum(), bytes.sum(), proposed.sum());
  }
}

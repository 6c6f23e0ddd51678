package kz.digitaltenge.node.testkit;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.node.event.Outbox;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.VaultRecord.Happened;

/// An outbox in memory; what is in it survives every crash.
public final class MemoryOutbox implements Outbox {
  private final List<Happened> waiting = new ArrayList<>();
  private long source;

  public synchronized void put(Happening happening) {
    waiting.add(new Happened(++source, happening));
  }

  @Override
  public synchronized List<Happened> waiting(int limit) {
    return waiting.stream().limit(limit).toList();
  }

  @Override
  public synchronized void told(long until) {
    waiting.removeIf(each -> each.source() <= until);
  }
}

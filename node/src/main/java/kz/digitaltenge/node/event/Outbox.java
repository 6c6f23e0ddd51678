package kz.digitaltenge.node.event;

import java.util.List;
import kz.digitaltenge.node.vault.VaultRecord.Happened;

/// What happened and may be no event yet, in its order, on disk. Who keeps requests, mandates,
/// registers or standing orders puts it here in the unit of work by which it happens. Any thread
/// may call; all throw a [kz.digitaltenge.api.error.PlatformException] when the memory does not
/// answer.
public interface Outbox {
  /// The oldest that wait. None comes before one that was seen.
  List<Happened> waiting(int limit);

  /// Forgets what happened up to this one, for it is an event.
  void told(long source);
}

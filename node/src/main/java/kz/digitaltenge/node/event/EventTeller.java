package kz.digitaltenge.node.event;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.payment.VaultProblems;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord.Happened;

/// Makes events of what waits in the outbox, the oldest first. It is forgotten there after the
/// vault has it, and the vault takes each once. So whoever is killed in between loses and doubles
/// nothing. One tells at a time; who comes next finds little left. Blocking; any thread may call.
public final class EventTeller {
  private static final int AT_ONCE = 200;
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final NodeId self;
  private final Vault vault;
  private final Tasks tasks;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public EventTeller(Outbox outbox, NodeId self, Vault vault, Tasks tasks) {
    this.outbox = outbox;
    this.self = self;
    this.vault = vault;
    this.tasks = tasks;
  }

  /// Tells all that waits.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the outbox or the vault does not
  ///   answer; what was not told still waits
  public void tell() {
    oneAtATime.lock();
    try {
      tellAll();
    } finally {
      oneAtATime.unlock();
    }
  }

  private void tellAll() {
    List<Happened> waiting = outbox.waiting(AT_ONCE);
    while (!waiting.isEmpty()) {
      write(waiting);
      outbox.told(waiting.getLast().source());
      // A full answer may not have been all.
      waiting = waiting.size() < AT_ONCE ? List.of() : outbox.waiting(AT_ONCE);
    }
  }

  private void write(List<Happened> waiting) {
    try {
      tasks.await(vault.append(List.copyOf(waiting)), WRITE_TIMEOUT);
    } catch (VaultException e) {
      throw VaultProblems.of(e, self).exception(e);
    }
  }
}

package kz.digitaltenge.node.peer;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.task.Tasks;

/// Handles so many calls of each peer at once; its others wait in their order. So a peer that
/// floods this node waits for itself, and a call of another is never behind more than that.
///
/// What waits is bounded by the peer's streams, which are not read while too much of them is held.
final class PeerTurns {
  /// As many as share a disk write at most.
  static final int AT_ONCE = 256;

  private final Tasks tasks;
  private final Map<String, Turns> peers = new ConcurrentHashMap<>();

  PeerTurns(Tasks tasks) {
    this.tasks = tasks;
  }

  /// Runs a call's work in a task, now or when it is its turn.
  void start(String peer, Runnable work) {
    peers.computeIfAbsent(peer, Turns::new).start(work);
  }

  private final class Turns {
    private final String name;
    // Guarded by this.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Turns(String peer) {
      this.name = "call from " + peer;
    }

    void start(Runnable work) {
      if (!begins(work)) {
        return;
      }
      try {
        tasks.start(name, () -> run(work));
      } catch (RuntimeException e) {
        ended();
        throw e;
      }
    }

    /// Goes on with what waits, so that a flood does not pay for a task a call.
    private void run(Runnable first) {
      Optional<Runnable> work = Optional.of(first);
      try {
        while (work.isPresent()) {
          work.get().run();
          work = next();
        }
      } catch (RuntimeException | Error e) {
        // It is told where tasks fail; the calls behind it are not to suffer.
        next().ifPresent(behind -> tasks.start(name, () -> run(behind)));
        throw e;
      }
    }

    private synchronized boolean begins(Runnable work) {
      if (running >= AT_ONCE) {
        waiting.add(work);
        return false;
      }
      running++;
      return true;
    }

    private synchronized Optional<Runnable> next() {
      Runnable next = waiting.poll();
      if (next == null) {
        running--;
      }
      return Optional.ofNullable(next);
    }

    private synchronized void ended() {
      running--;
    }
  }
}

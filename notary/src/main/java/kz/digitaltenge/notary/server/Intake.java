package kz.digitaltenge.notary.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.notary.NotaryProtocol.Reply;

/// What waits to be done for others, a queue for each node. The nodes are served in turn, so that
/// one that asks much waits for itself and not others for it. A full queue takes nothing more.
///
/// @param <T> what waits
final class Intake<T> {

  /// Nodes that may wait at the same time; there are fewer participants.
  private static final int NODES_MAX = 1024;

  /// A request as it came, to be verified.
  record Waiting(String node, Bytes encoded, CompletableFuture<Reply> reply) {}

  private final int waitingPerNodeMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  /// Nodes with something waiting, the one served longest ago first. Guarded by `lock`.
  private final LinkedHashMap<String, Queue<T>> nodes = new LinkedHashMap<>();

  /// Guarded by `lock`.
  private boolean closed;

  Intake(int waitingPerNodeMax) {
    this.waitingPerNodeMax = waitingPerNodeMax;
  }

  /// Takes something in for a node, or not when that node has too much waiting.
  boolean offer(String node, T item) {
    lock.lock();
    try {
      Queue<T> queue = nodes.get(node);
      if (closed
          || (queue == null && nodes.size() >= NODES_MAX)
          || (queue != null && queue.size() >= waitingPerNodeMax)) {
        return false;
      }
      if (queue == null) {
        queue = new ArrayDeque<>();
        nodes.put(node, queue);
      }
      queue.add(item);
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits and takes some, one from each node in turn; none when closed.
  List<T> take(int most) throws InterruptedException {
    lock.lock();
    try {
      while (nodes.isEmpty() && !closed) {
        arrived.await();
      }
      List<T> taken = new ArrayList<>();
      while (taken.size() < most && !nodes.isEmpty()) {
        Map.Entry<String, Queue<T>> first = nodes.pollFirstEntry();
        taken.add(first.getValue().remove());
        if (!first.getValue().isEmpty()) {
          nodes.put(first.getKey(), first.getValue());
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Lets waiting threads go and gives back what nobody took.
  List<T> close() {
    lock.lock();
    try {
      closed = true;
      List<T> left = new ArrayList<>();
      nodes.values().forEach(left::addAll);
      nodes.clear();
      arrived.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }
}

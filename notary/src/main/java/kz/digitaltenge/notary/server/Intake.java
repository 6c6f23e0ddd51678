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

/// Requests that wait to be verified, a queue for each node. They are taken from the nodes in turn,
/// so that a node that sends much waits for itself and not others for it. A full queue takes
/// nothing more.
final class Intake {

  /// Nodes that may wait at the same time; there are fewer participants.
  private static final int NODES_MAX = 1024;

  /// A request as it came.
  record Waiting(String node, Bytes encoded, CompletableFuture<Reply> reply) {}

  private final int waitingPerNodeMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  /// Nodes with something waiting, the one served longest ago first. Guarded by `lock`.
  private final LinkedHashMap<String, Queue<Waiting>> nodes = new LinkedHashMap<>();

  /// Guarded by `lock`.
  private boolean closed;

  Intake(int waitingPerNodeMax) {
    this.waitingPerNodeMax = waitingPerNodeMax;
  }

  /// Takes a request in, or not when its node has too many waiting.
  boolean offer(Waiting request) {
    lock.lock();
    try {
      Queue<Waiting> queue = nodes.get(request.node());
      if (closed
          || (queue == null && nodes.size() >= NODES_MAX)
          || (queue != null && queue.size() >= waitingPerNodeMax)) {
        return false;
      }
      if (queue == null) {
        queue = new ArrayDeque<>();
        nodes.put(request.node(), queue);
      }
      queue.add(request);
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for requests and takes some, one from each node in turn; none when closed.
  List<Waiting> take(int most) throws InterruptedException {
    lock.lock();
    try {
      while (nodes.isEmpty() && !closed) {
        arrived.await();
      }
      List<Waiting> taken = new ArrayList<>();
      while (taken.size() < most && !nodes.isEmpty()) {
        Map.Entry<String, Queue<Waiting>> first = nodes.pollFirstEntry();
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
  List<Waiting> close() {
    lock.lock();
    try {
      closed = true;
      List<Waiting> left = new ArrayList<>();
      nodes.values().forEach(left::addAll);
      nodes.clear();
      arrived.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }
}

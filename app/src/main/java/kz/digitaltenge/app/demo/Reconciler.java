package kz.digitaltenge.app.demo;

import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.task.Tasks;

/// Reads the books of a network that runs. Nodes learn of an end some milliseconds after the notary
/// decided it, and tidy up in idle moments; so books that do not agree are read again until they do
/// or patience ends.
final class Reconciler {
  private static final int READINGS_MAX = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DemoNetwork network;
  private final Tasks tasks;

  /// The books and what they come to.
  record Read(List<DemoNetwork.NodeBook> books, Reconciliation reconciliation) {}

  Reconciler(DemoNetwork network, Tasks tasks) {
    this.network = network;
    this.tasks = tasks;
  }

  Read read() {
    Read read = once();
    for (int readings = 1; readings < READINGS_MAX && !read.reconciliation.balanced(); readings++) {
      tasks.sleep(PAUSE);
      read = once();
    }
    return read;
  }

  private Read once() {
    List<DemoNetwork.NodeBook> books = network.books();
    return new Read(books, Reconciliation.of(network.supply(), books, network.notaryLive()));
  }
}

package kz.digitaltenge.app.role;

import java.time.Duration;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.node.event.EventTeller;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.NodeParts;

/// Where a bank's services put what becomes of customers' orders, and what makes events of it.
record Telling(PostgresOutbox outbox, EventTeller teller, Rounds rounds) {
  private static final Duration ROUND = Duration.ofSeconds(1);

  static Telling of(NodeRole node) {
    NodeParts parts = node.parts();
    PostgresOutbox outbox = node.books().outbox();
    var teller = new EventTeller(outbox, parts.self(), parts.vault(), parts.tasks());
    return new Telling(outbox, teller, new Rounds("events", ROUND, parts.tasks(), teller::tell));
  }
}

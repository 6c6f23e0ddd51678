package kz.digitaltenge.app.role;

import java.time.Duration;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.refund.PostgresRefunds;
import kz.digitaltenge.node.refund.RefundDesk;
import kz.digitaltenge.node.refund.Refunds;

/// A bank's refunds, and what goes on with those that a stop or a missing answer has left open.
record Refunding(RefundOperations desk, Rounds rounds, PostgresRefunds book)
    implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(2);

  static Refunding of(NodeRole node, NodeSetting setting, Approvals approvals) {
    NodeParts parts = node.parts();
    var book = PostgresRefunds.open(setting.database());
    var refunds =
        new Refunds(book, parts, approvals.asking(node.payments(Origin.REFUND)), node.ownAccount());
    return new Refunding(
        new RefundDesk(refunds, parts.network()),
        new Rounds(
            "refunds",
            ROUND,
            parts.tasks(),
            () -> {
              var _ = refunds.resume();
            }),
        book);
  }

  @Override
  public void close() {
    book.close();
  }
}

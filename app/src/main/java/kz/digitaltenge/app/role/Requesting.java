package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Map;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.OpenOrders.Kind;
import kz.digitaltenge.node.event.TellingPayments;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.request.AskingLimits;
import kz.digitaltenge.node.request.PaymentRequestDesk;
import kz.digitaltenge.node.request.PostgresRequests;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Requests;

/// A bank's requests to pay, and what goes on with them beside everything else.
record Requesting(PaymentRequestOperations desk, Rounds rounds, Requests requests) {
  private static final Duration ROUND = Duration.ofSeconds(2);

  static Requesting of(NodeRole node, NodeSetting setting, Telling telling, Approvals approvals) {
    NodeParts parts = node.parts();
    Requests requests =
        node.requests(
            node.open(
                PostgresRequests.open(setting.database(), telling.outbox(), AskingLimits.STANDARD)),
            payments -> approvals.asking(new TellingPayments(telling.teller(), payments)));
    return new Requesting(
        new PaymentRequestDesk(requests, parts, node.customers().orElseThrow(), node::disclosed),
        new Rounds(
            "requests to pay",
            ROUND,
            parts.tasks(),
            () -> {
              var _ = requests.resume();
            }),
        requests);
  }

  /// What is under way of it.
  Map<Kind, Long> open() {
    Map<Side, Long> undecided = requests.undecided();
    return Map.of(
        Kind.REQUEST_MADE,
        undecided.getOrDefault(Side.PAYEE, 0L),
        Kind.REQUEST_RECEIVED,
        undecided.getOrDefault(Side.PAYER, 0L));
  }
}

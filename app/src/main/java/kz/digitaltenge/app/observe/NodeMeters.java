package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.payment.PaymentResult;

/// Counts what the nodes of a process do: what came of orders to pay, and how long each part of a
/// transaction took. Labels are nodes, kinds and codes, and nothing of a customer's.
public final class NodeMeters {
  private static final double[] SECONDS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};

  private final Counter payments;
  private final Counter refusals;
  private final Histogram durations;
  private final Histogram phases;
  private final NodeGauges gauges;
  private final OrderGauges orders;

  NodeMeters(PrometheusRegistry registry) {
    this.payments =
        Counter.builder()
            .name("dt_node_payments_total")
            .help("Answers to orders to pay, by who ordered and what came of it")
            .labelNames("node", "origin", "outcome")
            .register(registry);
    this.refusals =
        Counter.builder()
            .name("dt_node_payments_refused_total")
            .help("Orders to pay of which nothing moved, by the code of the reason")
            .labelNames("node", "code")
            .register(registry);
    this.durations =
        Histogram.builder()
            .name("dt_node_payment_duration_seconds")
            .help("From an order to pay to its answer")
            .labelNames("node", "origin")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    this.phases =
        Histogram.builder()
            .name("dt_node_payment_phase_duration_seconds")
            .help("Parts of a transaction: the payee's node, the commit, the notary")
            .labelNames("node", "phase")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    this.gauges = new NodeGauges(registry);
    this.orders = new OrderGauges(registry);
  }

  /// A part of a transaction that takes time.
  public enum Phase {
    /// Asking the payee's node where to pay.
    PREPARE,
    /// Showing it the transaction, which it stores and attests.
    PROPOSE,
    /// The signature and the write of the commit point.
    COMMIT,
    /// Until the notary's answer.
    NOTARY
  }

  /// Who orders payments of a node.
  public enum Origin {
    /// An operator or a gateway.
    CUSTOMER,
    /// A refund.
    REFUND,
    /// A request to pay that was accepted.
    REQUEST,
    /// A register's payout.
    REGISTER,
    /// A standing order.
    STANDING_ORDER,
    /// A customer's conversion.
    CONVERSION,
    /// The keeper of the bank's stock.
    STOCK,
    /// The central bank giving back what it does not redeem.
    REDEMPTION
  }

  /// The part of one node.
  public Node of(String node) {
    return new Node(node);
  }

  /// What is read of a node's inside, from now on until what is returned is closed.
  public Reading inside(String node, NodeInside inside) {
    return gauges.inside(node, inside);
  }

  /// What is counted of a bank's customers' orders, from now on until what is returned is closed.
  public Reading orders(String node, OpenOrders open) {
    return orders.inside(node, open);
  }

  /// Asks what is counted in databases; completes within a moment.
  CompletableFuture<Void> askDatabases() {
    return orders.ask();
  }

  /// Is told of one node.
  public final class Node {
    private final String name;
    private final Map<Phase, DistributionDataPoint> times = new EnumMap<>(Phase.class);

    private Node(String name) {
      this.name = name;
      for (Phase phase : Phase.values()) {
        times.put(phase, phases.labelValues(name, label(phase)));
      }
    }

    /// What an order to pay came to.
    void answered(Origin origin, PaymentResult result) {
      switch (result) {
        case PaymentResult.Final _ -> count(origin, "final");
        case PaymentResult.Pending _ -> count(origin, "pending");
        case PaymentResult.Refused(_, var problem) -> turnedAway(origin, problem.code());
      }
    }

    /// That an order to pay has ended, however.
    ///
    /// @param beganNanos the machine's running time at the order
    void ended(Origin origin, long beganNanos) {
      durations.labelValues(name, label(origin)).observe(secondsSince(beganNanos));
    }

    /// That an order to pay was turned away, failed, or its outcome cannot be told now.
    void failed(Origin origin, ErrorCode code) {
      switch (code.category()) {
        case UNKNOWN_OUTCOME -> count(origin, "unknown");
        case INTERNAL -> count(origin, "failed");
        case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND, BUSY, UNAVAILABLE ->
            turnedAway(origin, code);
      }
    }

    void took(Phase phase, long beganNanos) {
      DistributionDataPoint times = this.times.get(phase);
      if (times != null) {
        times.observe(secondsSince(beganNanos));
      }
    }

    /// Nothing has moved. Whoever asks later may be served where something was only away or silent.
    private void turnedAway(Origin origin, ErrorCode code) {
      String outcome =
          switch (code.category()) {
            case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND, BUSY -> "refused";
            case UNAVAILABLE, UNKNOWN_OUTCOME -> "unavailable";
            case INTERNAL -> "failed";
          };
      count(origin, outcome);
      refusals.labelValues(name, code.name()).inc();
    }

    private void count(Origin origin, String outcome) {
      payments.labelValues(name, label(origin), outcome).inc();
    }
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double secondsSince(long beganNanos) {
    return (double) (System.nanoTime() - beganNanos) / TimeUnit.SECONDS.toNanos(1);
  }
}

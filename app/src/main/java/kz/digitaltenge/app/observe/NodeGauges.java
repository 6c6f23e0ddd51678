package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.node.purse.PurseSize;
import kz.digitaltenge.node.vault.VaultWrites;

/// Reads what the nodes of this process know of themselves whenever somebody looks.
final class NodeGauges {
  private final Map<String, NodeInside> nodes = new ConcurrentSkipListMap<>();

  NodeGauges(PrometheusRegistry registry) {
    writes(registry, "dt_node_vault_batches_total", "Units of work written", VaultWrites::batches);
    writes(registry, "dt_node_vault_records_total", "Records in them", VaultWrites::records);
    purse(registry, "dt_node_purse_accounts", "Accounts with tokens", PurseSize::accounts);
    purse(
        registry,
        "dt_node_purse_pending_transactions",
        "Transactions without an end that bring or take tokens",
        PurseSize::pending);
    purse(
        registry,
        "dt_node_purse_untidy_accounts",
        "Accounts that wait for housekeeping",
        PurseSize::untidy);
    gauge(
        registry,
        "dt_node_unresolved_receipts",
        "Transactions of other nodes whose end is not known",
        inside -> inside.receipts().getAsInt());
    streams(registry);
    supply(
        registry,
        "dt_node_supply_green",
        "Whether the newest supply proof that the node has heard of is green",
        notice -> notice.outcome() == SupplyOutcome.GREEN ? 1 : 0);
    supply(
        registry,
        "dt_node_supply_cut_timestamp_seconds",
        "The log's time at that proof's cut",
        notice -> (double) notice.at().toEpochMilli() / TimeUnit.SECONDS.toMillis(1));
  }

  /// A node that is started again takes the place of the one before.
  Reading inside(String node, NodeInside inside) {
    nodes.put(node, inside);
    return () -> nodes.remove(node, inside);
  }

  private void writes(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<VaultWrites> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help + " by the vault since the node started")
        .labelNames("node")
        .callback(
            told ->
                nodes.forEach(
                    (node, inside) -> told.call(value.applyAsDouble(inside.writes().get()), node)))
        .register(registry);
  }

  private void purse(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<PurseSize> value) {
    gauge(registry, name, help, inside -> value.applyAsDouble(inside.purse().get()));
  }

  private void gauge(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<NodeInside> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("node")
        .callback(
            told -> nodes.forEach((node, inside) -> told.call(value.applyAsDouble(inside), node)))
        .register(registry);
  }

  private void streams(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_node_peer_stream_up")
        .help("Whether the stream to a node that was called is up")
        .labelNames("node", "peer")
        .callback(
            told ->
                nodes.forEach(
                    (node, inside) ->
                        inside
                            .streams()
                            .get()
                            .forEach((peer, isUp) -> told.call(isUp ? 1 : 0, node, peer))))
        .register(registry);
  }

  private void supply(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<SupplyNotice> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("node")
        .callback(
            told ->
                nodes.forEach(
                    (node, inside) ->
                        inside
                            .supply()
                            .get()
                            .ifPresent(notice -> told.call(value.applyAsDouble(notice), node))))
        .register(registry);
  }
}

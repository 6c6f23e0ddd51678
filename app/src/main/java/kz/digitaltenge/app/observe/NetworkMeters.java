package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryStatus;

/// Tells how nodes and members of the notary are, as they have said when they were last asked.
final class NetworkMeters {
  private final Surroundings surroundings;

  private NetworkMeters(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static void register(PrometheusRegistry registry, Surroundings surroundings) {
    var meters = new NetworkMeters(surroundings);
    meters.nodes(registry);
    meters.notary(registry);
  }

  private void nodes(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_node_up")
        .help("Whether the node answers")
        .labelNames("node")
        .callback(
            told ->
                surroundings
                    .nodes()
                    .forEach((node, status) -> told.call(status.isPresent() ? 1 : 0, node)))
        .register(registry);
    node(
        registry,
        "dt_node_unresolved_payments",
        "Payments without an end yet",
        NodeStatus::unresolved);
    node(
        registry,
        "dt_node_log_size",
        "Decisions in the newest log head that the node has seen",
        NodeStatus::logSize);
    node(registry, "dt_node_epoch", "Epoch of the network parameters in force", NodeStatus::epoch);
    node(
        registry,
        "dt_node_suspicious",
        "Whether the node suspects a member of the notary",
        status -> status.suspicion().isPresent() ? 1 : 0);
  }

  private void node(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<NodeStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("node")
        .callback(
            told ->
                surroundings
                    .nodes()
                    .forEach(
                        (node, status) ->
                            status.ifPresent(each -> told.call(value.applyAsDouble(each), node))))
        .register(registry);
  }

  private void notary(PrometheusRegistry registry) {
    member(
        registry,
        "dt_notary_leader",
        "Whether the member leads",
        status -> status.leader() ? 1 : 0);
    member(
        registry,
        "dt_notary_live_states",
        "References that can be consumed",
        NotaryStatus::liveCount);
    member(
        registry,
        "dt_notary_epoch",
        "Epoch of the network parameters in force",
        NotaryStatus::epoch);
    member(
        registry,
        "dt_notary_suspicious",
        "Whether the member suspects another",
        status -> status.suspicion().isPresent() ? 1 : 0);
    GaugeWithCallback.builder()
        .name("dt_notary_members_up")
        .help("Members that answer")
        .callback(
            told -> {
              if (surroundings.hasMembers()) {
                told.call(surroundings.members().size());
              }
            })
        .register(registry);
    member(
        registry,
        "dt_notary_log_time_timestamp_seconds",
        "The log's time at its newest entry",
        status -> (double) status.logTime().toEpochMilli() / TimeUnit.SECONDS.toMillis(1));
    CounterWithCallback.builder()
        .name("dt_notary_decisions_total")
        .help("Decisions in the member's log")
        .labelNames("member")
        .callback(
            told ->
                each(
                    surroundings.members(),
                    NotaryStatus::member,
                    NotaryStatus::logSize,
                    told::call))
        .register(registry);
  }

  private void member(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<NotaryStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("member")
        .callback(told -> each(surroundings.members(), NotaryStatus::member, value, told::call))
        .register(registry);
  }

  /// Takes a value and its labels.
  @FunctionalInterface
  private interface Sink {
    void take(double value, String... labels);
  }

  private static <T> void each(
      List<T> all, Function<T, String> label, ToDoubleFunction<T> value, Sink sink) {
    all.forEach(one -> sink.take(value.applyAsDouble(one), label.apply(one)));
  }
}

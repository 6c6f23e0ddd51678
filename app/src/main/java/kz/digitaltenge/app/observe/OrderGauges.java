package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;

/// Tells what banks' nodes have under way whenever somebody looks; of a node whose database does
/// not answer nothing.
final class OrderGauges {
  private final Map<String, OpenOrders> nodes = new ConcurrentSkipListMap<>();

  OrderGauges(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_node_open_orders")
        .help("Requests to pay, registers, standing orders and their due payments under way")
        .labelNames("node", "kind")
        .callback(
            told ->
                nodes.forEach(
                    (node, open) ->
                        answer(open.counts())
                            .ifPresent(
                                counts ->
                                    counts.forEach(
                                        (kind, count) -> told.call(count, node, label(kind))))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("dt_node_events_waiting")
        .help("What has happened to orders and is no event yet")
        .labelNames("node")
        .callback(
            told ->
                nodes.forEach(
                    (node, open) ->
                        answer(() -> open.events().getAsLong())
                            .ifPresent(count -> told.call(count, node))))
        .register(registry);
  }

  /// A node that is started again takes the place of the one before.
  Reading inside(String node, OpenOrders open) {
    nodes.put(node, open);
    return () -> nodes.remove(node, open);
  }

  private static <T> Optional<T> answer(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (PlatformException _) {
      // That it is missing says so; the node itself tells why.
      return Optional.empty();
    }
  }

  private static String label(OpenOrders.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Tells what banks' nodes have under way whenever somebody looks; of a node whose database does
/// not answer within a moment, only that.
final class OrderGauges {
  private final Map<String, Asked> nodes = new ConcurrentSkipListMap<>();

  private record Asked(Question<Map<OpenOrders.Kind, Long>> counts, Question<Long> events) {
    static Asked of(String node, OpenOrders open) {
      return new Asked(
          new Question<>("The database of " + node, open.counts()),
          new Question<>("The database of " + node, () -> open.events().getAsLong()));
    }

    Stream<Question<?>> both() {
      return Stream.of(counts, events);
    }

    boolean isUp() {
      return both().allMatch(question -> question.answer().isPresent());
    }
  }

  OrderGauges(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_node_database_up")
        .help("Whether the node's database has answered within two seconds")
        .labelNames("node")
        .callback(told -> nodes.forEach((node, asked) -> told.call(asked.isUp() ? 1 : 0, node)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("dt_node_open_orders")
        .help("Requests to pay, registers, standing orders and their due payments under way")
        .labelNames("node", "kind")
        .callback(
            told ->
                nodes.forEach(
                    (node, asked) ->
                        asked
                            .counts()
                            .answer()
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
                    (node, asked) ->
                        asked.events().answer().ifPresent(count -> told.call(count, node))))
        .register(registry);
  }

  /// Asks all databases; completes within a moment.
  CompletableFuture<Void> ask() {
    return Question.askAll(nodes.values().stream().flatMap(Asked::both).toList());
  }

  /// A node that is started again takes the place of the one before.
  Reading inside(String node, OpenOrders open) {
    var asked = Asked.of(node, open);
    nodes.put(node, asked);
    return () -> nodes.remove(node, asked);
  }

  private static String label(OpenOrders.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;

/// Tells whether what the roles of a process need beside the network answers them: core banking
/// systems, the status of certificates. Without one a role still does what needs none of it.
public final class LinkMeters {
  private final Map<Link, Question<Optional<Problem>>> links = new ConcurrentSkipListMap<>();

  /// Who needs whom.
  private record Link(String from, String to) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  LinkMeters(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_link_up")
        .help("Whether what a role needs beside the network answered it when it was asked last")
        .labelNames("from", "to")
        .callback(
            told ->
                links.forEach(
                    (link, question) ->
                        told.call(isUp(question.answer()) ? 1 : 0, link.from(), link.to())))
        .register(registry);
  }

  /// Tells of a link from now on until what is returned is closed.
  ///
  /// @param from a node or gateway
  /// @param to what it needs
  /// @param trouble why it does not answer; empty when it does
  public Reading of(String from, String to, Supplier<Optional<Problem>> trouble) {
    var link = new Link(from, to);
    var question = new Question<>("The link of %s to %s".formatted(from, to), trouble);
    links.put(link, question);
    return () -> links.remove(link, question);
  }

  /// Asks all; completes within a moment.
  CompletableFuture<Void> ask() {
    return Question.askAll(links.values());
  }

  /// A line for each that is down.
  List<String> down() {
    return links.entrySet().stream()
        .filter(each -> !isUp(each.getValue().answer()))
        .map(
            each ->
                "%s to %s: %s"
                    .formatted(
                        each.getKey().from(),
                        each.getKey().to(),
                        each.getValue()
                            .answer()
                            .flatMap(trouble -> trouble)
                            .map(Problem::message)
                            .orElse("nobody answers")))
        .toList();
  }

  private static boolean isUp(Optional<Optional<Problem>> answer) {
    return answer.map(Optional::isEmpty).orElse(false);
  }
}

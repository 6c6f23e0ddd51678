package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.GatewayWatch;
import kz.digitaltenge.gateway.webhook.Delivery;

/// Counts what the gateways of a process do. Labels are banks, methods, paths as they are described
/// and statuses: nothing that a caller chooses, and nobody's data.
public final class BankMeters {
  private final Counter requests;
  private final Histogram seconds;
  private final Counter refusals;
  private final Counter notifications;
  private final Map<String, Question<Long>> deadLetters = new ConcurrentSkipListMap<>();

  BankMeters(PrometheusRegistry registry) {
    this.requests =
        Counter.builder()
            .name("dt_gateway_requests_total")
            .help("Requests that gateways have answered")
            .labelNames("bank", "method", "path", "status")
            .register(registry);
    this.seconds =
        Histogram.builder()
            .name("dt_gateway_request_duration_seconds")
            .help("From the head of a request to its answer")
            .labelNames("bank", "method", "path")
            .classicOnly()
            .classicUpperBounds(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
            .register(registry);
    this.refusals =
        Counter.builder()
            .name("dt_gateway_refusals_total")
            .help("Requests that gateways have refused, by code")
            .labelNames("bank", "method", "path", "code")
            .register(registry);
    this.notifications =
        Counter.builder()
            .name("dt_webhook_attempts_total")
            .help("Attempts to deliver notifications, by what came of them")
            .labelNames("bank", "outcome")
            .register(registry);
    GaugeWithCallback.builder()
        .name("dt_webhook_dead_letters")
        .help("Notifications that were given up, until somebody has them tried again")
        .labelNames("bank")
        .callback(
            told ->
                deadLetters.forEach(
                    (bank, question) ->
                        question.answer().ifPresent(count -> told.call(count, bank))))
        .register(registry);
  }

  /// Asks what is counted on disk; completes within a moment.
  CompletableFuture<Void> ask() {
    return Question.askAll(deadLetters.values());
  }

  /// The part of one bank.
  public GatewayWatch of(String bank) {
    return new GatewayWatch() {
      @Override
      public Watched begin() {
        long began = System.nanoTime();
        return (method, path, status) -> {
          double took = Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e9;
          requests.labelValues(bank, method, path, String.valueOf(status)).inc();
          seconds.labelValues(bank, method, path).observe(took);
        };
      }

      @Override
      public void refused(String method, String path, ErrorCode code) {
        refusals.labelValues(bank, method, path, code.name()).inc();
      }

      @Override
      public Counted deadLetters(LongSupplier count) {
        var question = new Question<Long>("The webhooks of " + bank, () -> count.getAsLong());
        deadLetters.put(bank, question);
        return () -> deadLetters.remove(bank, question);
      }

      @Override
      public void attempted(Delivery delivery) {
        notifications.labelValues(bank, delivery.name().toLowerCase(Locale.ROOT)).inc();
      }
    };
  }
}

package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import kz.digitaltenge.notary.server.AppliedCount;

/// Reads what the notary's members in this process have applied whenever somebody looks.
public final class MemberMeters {
  private final Map<String, Supplier<AppliedCount>> members = new ConcurrentSkipListMap<>();

  MemberMeters(PrometheusRegistry registry) {
    counter(registry, "dt_notary_entries_total", "Entries applied", AppliedCount::entries);
    counter(registry, "dt_notary_entry_requests_total", "Requests in them", AppliedCount::requests);
    counter(
        registry, "dt_notary_entry_bytes_total", "What they take in the log", AppliedCount::bytes);
    counter(
        registry,
        "dt_notary_entries_proposed_total",
        "Those that the member proposed itself",
        AppliedCount::proposed);
  }

  /// Reads a member from now on until what is returned is closed.
  public Reading inside(String member, Supplier<AppliedCount> applied) {
    members.put(member, applied);
    return () -> members.remove(member, applied);
  }

  private void counter(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<AppliedCount> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help + ", since the member started")
        .labelNames("member")
        .callback(
            told ->
                members.forEach(
                    (member, applied) -> told.call(value.applyAsDouble(applied.get()), member)))
        .register(registry);
  }
}

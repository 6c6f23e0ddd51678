package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.centralbank.day.OperationalDay;
import kz.digitaltenge.centralbank.supply.ProofShelf;

/// Tells of a central bank's conversions, the liability beside its supply proofs and its
/// operational day whenever somebody looks. Ages are told as the time since when, so that they stay
/// true between two looks.
public final class CentralBankMeters {
  private final Map<String, Asked> nodes = new ConcurrentSkipListMap<>();

  private record Asked(
      Question<List<ConversionLine>> conversions,
      Question<Optional<LiabilityLine>> liability,
      Question<Optional<OperationalDay>> day) {
    static Asked of(String node, CentralBankInside inside) {
      String who = "The central bank's node " + node;
      return new Asked(
          new Question<>(who, inside.conversions()),
          new Question<>(who, inside.liability()),
          new Question<>(who, inside.day()));
    }

    Stream<Question<?>> all() {
      return Stream.of(conversions, liability, day);
    }

    List<ConversionLine> open() {
      return conversions.answer().orElse(List.of());
    }

    Optional<LiabilityLine> found() {
      return liability.answer().flatMap(answer -> answer);
    }

    Optional<OperationalDay> newestDay() {
      return day.answer().flatMap(answer -> answer);
    }
  }

  /// Which way a conversion goes, and where it stands.
  private record State(String kind, String stage) {}

  /// Tells a value with its labels.
  private interface Told {
    void call(double value, String... labels);
  }

  CentralBankMeters(PrometheusRegistry registry) {
    conversions(registry);
    liability(registry);
    day(registry);
  }

  private void conversions(PrometheusRegistry registry) {
    gauge(
        registry,
        "dt_conversions_open",
        "Conversions of banks that have not ended",
        List.of("node", "kind", "stage"),
        (asked, told) ->
            byState(asked.open())
                .forEach((state, those) -> told.call(those.size(), state.kind(), state.stage())));
    gauge(
        registry,
        "dt_conversions_oldest_timestamp_seconds",
        "When the oldest of them was asked for",
        List.of("node", "kind", "stage"),
        (asked, told) ->
            byState(asked.open())
                .forEach(
                    (state, those) ->
                        told.call(
                            oldest(those.stream().map(ConversionLine::requestedAt)),
                            state.kind(),
                            state.stage())));
    gauge(
        registry,
        "dt_conversions_awaiting_approval",
        "Conversions that wait for officers",
        List.of("node"),
        (asked, told) ->
            asked
                .conversions()
                .answer()
                .ifPresent(
                    open ->
                        told.call(
                            (double)
                                open.stream().filter(ConversionLine::awaitsApproval).count())));
  }

  private static Map<State, List<ConversionLine>> byState(List<ConversionLine> open) {
    return open.stream()
        .collect(
            Collectors.groupingBy(
                each -> new State(label(each.kind().name()), label(each.stage()))));
  }

  private void liability(PrometheusRegistry registry) {
    gauge(
        registry,
        "dt_liability_agrees",
        "Whether the core banking system's liability agrees with the newest supply proof",
        List.of("node"),
        (asked, told) ->
            asked
                .found()
                .ifPresent(
                    found ->
                        told.call(
                            switch (found.word()) {
                              case AGREES, MOVED -> 1;
                              case DIFFERS, UNKNOWN -> 0;
                            })));
    gauge(
        registry,
        "dt_liability_looked_timestamp_seconds",
        "When the core banking system was looked at beside the newest supply proof",
        List.of("node"),
        (asked, told) -> asked.found().ifPresent(found -> told.call(seconds(found.at()))));
    gauge(
        registry,
        "dt_liability_breaks",
        "What differs between both books, by kind",
        List.of("node", "kind"),
        (asked, told) ->
            breaks(asked).forEach((kind, items) -> told.call(items.size(), label(kind))));
    gauge(
        registry,
        "dt_liability_break_oldest_timestamp_seconds",
        "Since when the oldest of them differs",
        List.of("node", "kind"),
        (asked, told) ->
            breaks(asked)
                .forEach(
                    (kind, items) ->
                        told.call(oldest(items.stream().map(Item::since)), label(kind))));
  }

  private static Map<String, List<Item>> breaks(Asked asked) {
    return asked.found().map(LiabilityLine::breaks).orElse(List.of()).stream()
        .collect(Collectors.groupingBy(Item::kind, TreeMap::new, Collectors.toList()));
  }

  private void day(PrometheusRegistry registry) {
    gauge(
        registry,
        "dt_day_timestamp_seconds",
        "When the newest operational day begins",
        List.of("node"),
        (asked, told) ->
            asked
                .newestDay()
                .ifPresent(
                    day ->
                        told.call(seconds(day.date().atStartOfDay(ProofShelf.DAY).toInstant()))));
    gauge(
        registry,
        "dt_day_state",
        "1 for the state that the newest operational day is in",
        List.of("node", "state"),
        (asked, told) ->
            asked
                .newestDay()
                .ifPresent(
                    day ->
                        Arrays.stream(OperationalDay.State.values())
                            .forEach(
                                state ->
                                    told.call(state == day.state() ? 1 : 0, label(state.name())))));
    gauge(
        registry,
        "dt_day_step_passed",
        "Whether a step of the newest day's close has passed, of those that were taken",
        List.of("node", "step"),
        (asked, told) ->
            asked
                .newestDay()
                .map(CentralBankMeters::steps)
                .orElse(Map.of())
                .forEach((step, passed) -> told.call(passed ? 1 : 0, label(step))));
  }

  /// As each was seen last.
  private static Map<String, Boolean> steps(OperationalDay day) {
    var steps = new TreeMap<String, Boolean>();
    day.steps().forEach(step -> steps.put(step.name(), step.passed()));
    return steps;
  }

  private void gauge(
      PrometheusRegistry registry,
      String name,
      String help,
      List<String> labels,
      BiConsumer<Asked, Told> tells) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(
            told ->
                nodes.forEach(
                    (node, asked) ->
                        tells.accept(
                            asked,
                            (value, more) ->
                                told.call(
                                    value,
                                    Stream.concat(Stream.of(node), Stream.of(more))
                                        .toArray(String[]::new)))))
        .register(registry);
  }

  /// What is read of a central bank's node, from now on until what is returned is closed.
  public Reading inside(String node, CentralBankInside inside) {
    var asked = Asked.of(node, inside);
    nodes.put(node, asked);
    return () -> nodes.remove(node, asked);
  }

  /// Asks; completes within a moment.
  CompletableFuture<Void> ask() {
    return Question.askAll(nodes.values().stream().flatMap(Asked::all).toList());
  }

  private static String label(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static double oldest(Stream<Instant> times) {
    return seconds(times.min(Comparator.naturalOrder()).orElseThrow());
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }
}

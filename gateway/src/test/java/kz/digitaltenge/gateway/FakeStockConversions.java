package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Place;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.operator.StockConversionOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;

/// A bank's conversions with the central bank in memory: what a name begins with is its state.
final class FakeStockConversions implements StockConversionOperations {
  private static final Instant AT = Instant.parse("2026-05-29T07:00:00Z");

  private final ConcurrentSkipListMap<String, StockConversionLine> lines =
      new ConcurrentSkipListMap<>();
  private volatile StockConversionFilter asked = StockConversionFilter.ALL;

  StockConversionFilter asked() {
    return asked;
  }

  @Override
  public StockConversionLine convert(StockConversionOrder order) {
    return lines.computeIfAbsent(order.name(), _ -> line(order, state(order.name())));
  }

  private static String state(String name) {
    if (name.startsWith("away")) {
      return StockConversionLine.QUEUED;
    }
    if (name.startsWith("closed")) {
      return "WAITS_FOR_DAY";
    }
    return name.startsWith("no") ? "REFUSED" : "ISSUED";
  }

  private StockConversionLine line(StockConversionOrder order, String state) {
    Progress progress =
        switch (state) {
          case "ISSUED" -> Progress.DONE;
          case "REFUSED" -> Progress.REFUSED;
          default -> Progress.UNDER_WAY;
        };
    var conversion =
        new ConversionLine(
            "HSBKKZKX",
            order.name(),
            order.kind(),
            Amount.parse(order.amount()),
            state,
            progress,
            AT,
            AT,
            "5f0d",
            Optional.of("1981").filter(_ -> progress == Progress.DONE),
            Optional.of("7d87").filter(_ -> progress == Progress.DONE),
            "redeem-5f0d",
            List.of("officer-1"),
            2,
            Optional.of(new Place(3, AT)).filter(_ -> state.equals("WAITS_FOR_DAY")),
            Optional.of(Bytes.of((byte) 10)),
            "");
    Optional<Problem> problem =
        switch (state) {
          case StockConversionLine.QUEUED ->
              Optional.of(
                  Problem.of(
                      ErrorCode.PEER_UNAVAILABLE, "peer", "NBRKKZKX", "reason", "it is away"));
          case "REFUSED" ->
              Optional.of(
                  Problem.of(
                      ErrorCode.CONVERSION_REFUSED,
                      "conversion",
                      order.name(),
                      "reason",
                      "cancelled by the bank"));
          default -> Optional.empty();
        };
    return new StockConversionLine(lines.size() + 1, conversion, false, problem);
  }

  @Override
  public StockConversionLine cancel(String name) {
    StockConversionLine known = conversion(name);
    if (known.conversion().progress() == Progress.DONE) {
      throw Problem.of(
              ErrorCode.CONVERSION_NOT_CANCELLED,
              "conversion",
              name,
              "reason",
              "its state is ISSUED")
          .exception();
    }
    var taken =
        new StockConversionLine(known.position(), known.conversion(), true, known.problem());
    lines.put(name, taken);
    return taken;
  }

  @Override
  public StockConversionLine conversion(String name) {
    return Optional.ofNullable(lines.get(name))
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", "HSBKKZKX")
                    .exception());
  }

  @Override
  public List<StockConversionLine> conversions(
      StockConversionFilter filter, long before, int limit) {
    asked = filter;
    return lines.values().stream().filter(each -> each.position() < before).limit(limit).toList();
  }
}

package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionLine;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.ClientConversionOrder;
import kz.digitaltenge.api.operator.ClientConversionSearch;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;

/// Customers' conversions in memory: each is carried out as soon as it is ordered.
final class FakeConversions implements ClientConversionOperations {
  private static final Instant AT = Instant.parse("2026-05-29T07:00:00Z");

  private static final ClientReconciliationLine.Turnover NOTHING =
      new ClientReconciliationLine.Turnover(Amount.ZERO, Amount.ZERO);

  private final ConcurrentSkipListMap<String, ClientConversionLine> lines =
      new ConcurrentSkipListMap<>();

  @Override
  public ClientConversionLine convert(ClientConversionOrder order) {
    return lines.computeIfAbsent(order.name(), _ -> line(order));
  }

  private static ClientConversionLine line(ClientConversionOrder order) {
    return new ClientConversionLine(
        order.name(),
        order.direction(),
        order.account(),
        order.coreAccount(),
        Amount.parse(order.amount()),
        "CONVERTED",
        Progress.DONE,
        AT,
        AT,
        Optional.of("1981"),
        Optional.of("7d87"),
        Optional.empty(),
        Optional.empty(),
        Note.NONE,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public ClientConversionLine retry(String name, String coreAccount) {
    return conversion(name);
  }

  @Override
  public ClientConversionLine conversion(String name) {
    return Optional.ofNullable(lines.get(name))
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", "HSBKKZKX")
                    .exception());
  }

  /// In one part; nothing narrows it.
  @Override
  public ListPart<ClientConversionLine> conversions(
      ClientConversionSearch search, long before, int limit) {
    return new ListPart<>(lines.values().stream().limit(limit).toList(), OptionalLong.empty());
  }

  @Override
  public ClientReconciliationLine reconcile() {
    return new ClientReconciliationLine(AT, NOTHING, NOTHING, List.of(), List.of());
  }
}

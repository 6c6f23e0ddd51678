package kz.digitaltenge.node.conversion;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.operator.StockConversionOrder;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.operator.TypedText;

/// A bank's conversions with the central bank for the bank's own programs and operators: reads what
/// they typed.
public final class StockConversionDesk implements StockConversionOperations {
  private final StockConversions conversions;
  private final Supplier<NetworkView> network;
  private final String bank;

  /// @param bank whose node this is
  public StockConversionDesk(
      StockConversions conversions, Supplier<NetworkView> network, String bank) {
    this.conversions = conversions;
    this.network = network;
    this.bank = bank;
  }

  @Override
  public StockConversionLine convert(StockConversionOrder order) {
    var _ = TypedText.asset(order.currency(), network.get().current());
    return line(
        conversions.order(
            new Request(
                TypedText.payment(order.name()), order.kind(), TypedText.amount(order.amount()))));
  }

  @Override
  public StockConversionLine cancel(String name) {
    return line(conversions.cancel(name, bank));
  }

  @Override
  public StockConversionLine conversion(String name) {
    return conversions
        .find(name)
        .map(StockConversionDesk::line)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", bank)
                    .exception());
  }

  @Override
  public List<StockConversionLine> conversions(
      StockConversionFilter filter, long before, int limit) {
    return conversions.before(filter, before, limit).stream()
        .map(StockConversionDesk::line)
        .toList();
  }

  private static StockConversionLine line(StockConversion now) {
    return new StockConversionLine(
        now.position(),
        now.told(),
        now.isCancelled() && now.isOpen(),
        now.problem().or(() -> problem(now.told())));
  }

  private static Optional<Problem> problem(ConversionLine line) {
    return switch (line.progress()) {
      case DONE -> Optional.empty();
      case REFUSED ->
          Optional.of(
              Problem.of(
                  ErrorCode.CONVERSION_REFUSED, "conversion", line.name(), "reason", why(line)));
      case UNDER_WAY ->
          Optional.of(
              Problem.of(
                  ErrorCode.CONVERSION_UNDER_WAY,
                  "conversion",
                  line.name(),
                  "reason",
                  reason(line)));
    };
  }

  private static String why(ConversionLine line) {
    if (!line.stage().equals("RETURNED")) {
      return line.note();
    }
    // Nobody's word but the core banking system's leaves only the transaction to tell of.
    return line.transaction().equals(Optional.of(line.note()))
        ? "the core banking system refused, and the tokens were given back"
        : line.note() + ", and what the bank gave was given back";
  }

  private static String reason(ConversionLine line) {
    if (line.stage().equals(StockConversionLine.QUEUED)) {
      return "the central bank has not answered yet";
    }
    if (line.place().isPresent()) {
      return "the core banking system is closed until %s; it is number %d of those that wait"
          .formatted(line.place().get().opensAt(), line.place().get().number());
    }
    if (line.awaitsApproval()) {
      return "%d of %d officers have approved"
          .formatted(line.approvals().size(), line.approvalsNeeded());
    }
    return line.note().isEmpty() ? "its state is " + line.stage() : line.note();
  }
}

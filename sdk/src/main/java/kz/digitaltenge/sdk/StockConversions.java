package kz.digitaltenge.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bank's own conversions with the central bank.
public final class StockConversions {
  private static final String ALL = "/v1/stock-conversions";
  private static final String ONE = "/v1/stock-conversions/{id}";

  private final Caller caller;

  StockConversions(Caller caller) {
    this.caller = caller;
  }

  /// Orders one, or tells how it stands when this order came before.
  public StockConversion order(StockConversion.Order order) {
    return caller.ask(
        Call.keyed(
            Target.of(ALL),
            order.id(),
            Json.object(
                "direction", order.direction().name(),
                "amount", Amounts.text(order.amount()),
                "currency", "KZT")),
        StockConversion.class);
  }

  public StockConversion conversion(String id) {
    return caller.ask(Call.get(Target.of(ONE, id)), StockConversion.class);
  }

  /// With its tag.
  public Tagged<StockConversion> read(String id) {
    return caller.read(Call.get(Target.of(ONE, id)), StockConversion.class);
  }

  /// Those that are meant, the newest first.
  public Paged<StockConversion> all(StockConversion.Filter filter) {
    return new Paged<>(
        before -> {
          Target target =
              Target.of(ALL)
                  .with("state", filter.state().map(Enum::name).orElse(""))
                  .with("direction", filter.direction().map(Enum::name).orElse(""))
                  .with("from", filter.from().map(Instant::toString).orElse(""))
                  .with("to", filter.to().map(Instant::toString).orElse(""))
                  .with("before", before);
          var page = caller.ask(Call.get(target), ConversionsPage.class);
          return new Paged.Page<>(page.stockConversions(), page.next());
        });
  }

  record ConversionsPage(List<StockConversion> stockConversions, Optional<String> next) {}

  /// Takes an order back, as long as that can be done.
  public StockConversion cancel(String id) {
    return cancel(id, "");
  }

  /// The same, only if it is what was read.
  public StockConversion cancel(Tagged<StockConversion> read) {
    return cancel(read.value().id(), read.tag());
  }

  private StockConversion cancel(String id, String tag) {
    return caller.ask(
        Call.same(Target.of(ONE + "/cancellation", id), Map.of()).when(tag), StockConversion.class);
  }
}

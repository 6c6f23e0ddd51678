package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Optional;

/// Payments at a date, and again and again.
public final class StandingOrders {
  private static final String ALL = "/v1/standing-orders";
  private static final String ONE = "/v1/standing-orders/{id}";

  private final Caller caller;

  StandingOrders(Caller caller) {
    this.caller = caller;
  }

  /// Gives an order; the same again tells how it stands.
  public StandingOrder begin(StandingOrder.Wish wish) {
    return caller.ask(Call.keyed(Target.of(ALL), wish.id(), wish.body()), StandingOrder.class);
  }

  public StandingOrder order(String id) {
    return caller.ask(Call.get(Target.of(ONE, id)), StandingOrder.class);
  }

  /// With its tag.
  public Tagged<StandingOrder> read(String id) {
    return caller.read(Call.get(Target.of(ONE, id)), StandingOrder.class);
  }

  /// All of them, the newest first.
  public Paged<StandingOrder> all() {
    return all(StandingOrderFilter.ALL);
  }

  /// Those that are looked for.
  public Paged<StandingOrder> all(StandingOrderFilter filter) {
    Target target = filter.on(Target.of(ALL));
    return new Paged<>(
        before -> {
          var page = caller.ask(Call.get(target.with("before", before)), OrdersPage.class);
          return new Paged.Page<>(page.standingOrders(), page.next());
        });
  }

  record OrdersPage(List<StandingOrder> standingOrders, Optional<String> next) {}

  /// What fell due, oldest first.
  public Paged<StandingOrder.Execution> executions(String id) {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of(ONE + "/executions", id).with("after", after)),
                  ExecutionsPage.class);
          return new Paged.Page<>(page.executions(), page.next());
        });
  }

  record ExecutionsPage(List<StandingOrder.Execution> executions, Optional<String> next) {}

  /// Leaves out what falls due.
  public StandingOrder pause(String id) {
    return change(id, "/pause", "");
  }

  public StandingOrder resume(String id) {
    return change(id, "/resume", "");
  }

  /// Ends it; a payment under way comes to its end.
  public StandingOrder cancel(String id) {
    return change(id, "/cancel", "");
  }

  /// Only if it is what was read, as the two below.
  public StandingOrder pause(Tagged<StandingOrder> read) {
    return change(read.value().id(), "/pause", read.tag());
  }

  public StandingOrder resume(Tagged<StandingOrder> read) {
    return change(read.value().id(), "/resume", read.tag());
  }

  public StandingOrder cancel(Tagged<StandingOrder> read) {
    return change(read.value().id(), "/cancel", read.tag());
  }

  private StandingOrder change(String id, String how, String tag) {
    return caller.ask(Call.bare(Target.of(ONE + how, id)).when(tag), StandingOrder.class);
  }
}

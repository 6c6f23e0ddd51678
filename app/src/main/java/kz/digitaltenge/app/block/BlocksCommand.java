package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Resolution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows all orders, and signs one that waits (C12).
@Command(
    name = "blocks",
    subcommands = {BlocksCommand.Approve.class, OrderSignCommand.class},
    description = {
      "Show every block and halt that was ever ordered, what is in force, and who knows of it."
    })
public final class BlocksCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Orders orders = Orders.of(platform.blocks());
      Officers officers = Officers.of(data.folder());
      Instant now = OrderRun.now();
      if (json.isWanted()) {
        console.json(json(orders, officers, now));
      } else {
        print(orders, officers, now);
      }
      return ExitCode.OK;
    }
  }

  private static Map<String, Object> json(Orders orders, Officers officers, Instant now) {
    return Json.object(
        "orders",
        orders.all().stream()
            .map(order -> json(order, orders.state(order, now).name(), officers))
            .toList(),
        "waiting",
        orders.proposal().stream()
            .map(order -> json(order, "WAITS_FOR_OFFICER", officers))
            .toList(),
        "told",
        orders.told().stream()
            .map(each -> Json.object("name", each.name(), "order", each.sequence()))
            .toList());
  }

  private static Map<String, Object> json(BlockOrder order, String state, Officers officers) {
    Block block = order.block();
    return Json.object(
        "order", order.sequence(),
        "state", state,
        "about", OrderRun.about(block),
        "blocked", Block.words(block.scopes()),
        "until", block.until().map(Instant::toString).orElse(""),
        "reason", block.reason(),
        "administrator",
            block.resolution().map(each -> KeyText.of(each.administrator())).orElse(""),
        "account", block.resolution().map(Resolution::account).orElse(""),
        "at", block.at().toString(),
        "officers", officers.names(order));
  }

  private void print(Orders orders, Officers officers, Instant now) {
    if (orders.all().isEmpty() && orders.proposal().isEmpty()) {
      console.out().println("Nothing was ever blocked.");
      return;
    }
    row("order", "state", "about", "blocked", "until", "officers", "reason");
    orders.all().forEach(order -> row(order, orders.state(order, now).name(), officers));
    orders.proposal().ifPresent(order -> row(order, "WAITS", officers));
    List<String> behind =
        orders.told().stream()
            .filter(each -> each.sequence() < orders.all().size())
            .map(Told::name)
            .toList();
    if (!behind.isEmpty()) {
      console.out().println("Not reached yet, will be told: " + String.join(", ", behind));
    }
  }

  private void row(BlockOrder order, String state, Officers officers) {
    Block block = order.block();
    row(
        order.sequence(),
        state,
        OrderRun.about(block),
        block.lifts() ? "-" : Block.words(block.scopes()),
        block.until().map(Instant::toString).orElse("-"),
        officers.names(order),
        block.reason());
  }

  private void row(Object... cells) {
    console.out().printf("%-5s %-9s %-17s %-28s %-24s %-8s %s%n", cells);
  }

  /// Another officer signs the order that waits.
  @Command(
      name = "approve",
      description = "Sign the order that waits for another officer.",
      footerHeading = "%nExample:%n",
      footer = "  ./dt blocks approve 5 --officer 2")
  static final class Approve implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "NUMBER", description = "The order's number, as ./dt blocks shows it.")
    private long number;

    @Option(
        names = "--officer",
        paramLabel = "N",
        required = true,
        description = "Who signs, by number.")
    private int officer;

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        Orders orders = Orders.of(platform.blocks());
        Optional<BlockOrder> order =
            orders
                .proposal()
                .filter(it -> it.isNumbered(number))
                .or(() -> orders.all().stream().filter(it -> it.isNumbered(number)).findFirst());
        if (order.isEmpty()) {
          throw Problem.of(
                  ErrorCode.ORDER_REFUSED, "order", number, "reason", "there is no such order")
              .exception();
        }
        return new OrderRun(console, json.isWanted(), data.folder(), platform)
            .sign(order.get(), List.of(officer));
      }
    }
  }
}

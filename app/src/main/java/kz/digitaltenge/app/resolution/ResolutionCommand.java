package kz.digitaltenge.app.resolution;

import java.util.List;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.block.KeyText;
import kz.digitaltenge.app.block.ResolutionOrderCommand;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Resolution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What becomes of a bank that is gone for good (C12).
@Command(
    name = "resolution",
    description = {
      "Pay out the customers of a bank that is gone for good, by an order of two officers.",
      "Without a step: show every such order and whether the network goes by it."
    },
    subcommands = {
      AdministratorCommand.class,
      ResolutionOrderCommand.class,
      EnforceCommand.class,
      TakeOverCommand.class,
      PayOutCommand.class
    },
    footerHeading = "%nThe steps, in their order:%n",
    footer = {
      "  ./dt resolution administrator HSBKKZKX",
      "  ./dt resolution order HSBKKZKX --administrator KEY --to ACCOUNT --reason TEXT",
      "  ./dt resolution enforce HSBKKZKX",
      "  ./dt resolution take-over HSBKKZKX",
      "  ./dt resolution pay-out HSBKKZKX"
    })
public final class ResolutionCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      List<BlockOrder> orders =
          Place.orders(platform).stream()
              .filter(order -> order.block().resolution().isPresent())
              .toList();
      Officers officers = Officers.of(data.folder());
      NetworkParameters network = RoleFiles.chain(data.folder()).getLast().parameters();
      if (json.isWanted()) {
        console.json(
            Json.object(
                "orders", orders.stream().map(order -> json(order, network, officers)).toList()));
      } else if (orders.isEmpty()) {
        console.out().println("No bank is in resolution.");
      } else {
        orders.forEach(order -> print(order, network, officers));
      }
      return ExitCode.OK;
    }
  }

  private static Object json(BlockOrder order, NetworkParameters network, Officers officers) {
    Resolution resolution = order.block().resolution().orElseThrow();
    return Json.object(
        "order", order.sequence(),
        "bank", order.block().node().orElseThrow().value(),
        "administrator", KeyText.of(resolution.administrator()),
        "account", resolution.account(),
        "reason", order.block().reason(),
        "officers", officers.names(order),
        "enforced", isEnforced(order, network));
  }

  private void print(BlockOrder order, NetworkParameters network, Officers officers) {
    Resolution resolution = order.block().resolution().orElseThrow();
    console
        .out()
        .printf(
            "Order %d of officers %s: %s to the administrator of key %s, its customers' money to"
                + " %s: %s. %s%n",
            order.sequence(),
            officers.names(order),
            order.block().node().orElseThrow(),
            KeyText.of(resolution.administrator()),
            resolution.account(),
            order.block().reason(),
            isEnforced(order, network)
                ? "The network goes by the key."
                : "The network does not go by the key: ./dt resolution enforce");
  }

  private static boolean isEnforced(BlockOrder order, NetworkParameters network) {
    return network
        .participant(order.block().node().orElseThrow())
        .filter(
            each ->
                each.identityKey().equals(order.block().resolution().orElseThrow().administrator()))
        .isPresent();
  }
}

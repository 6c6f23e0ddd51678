package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Ends a halt (C12).
@Command(
    name = "resume",
    description = {
      "End a halt of the network by an order of two officers; blocks of single banks stay.",
      "It takes effect when another officer gives the same order or approves it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./dt resume --officer 1 --reason \"Incident 17 is over\"",
      "  ./dt resume --officer 2 --reason \"Incident 17 is over\""
    })
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; every bank reads it.")
  private String reason = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      required = true,
      description = "Who signs, by number.")
  private int officer;

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Instant now = OrderRun.now();
      var run = new OrderRun(console, json.isWanted(), data.folder(), platform);
      if (Orders.of(platform.blocks()).binding(Optional.empty(), now).isEmpty()) {
        return run.nothing("The network is not halted.");
      }
      return run.order(
          new Block(Optional.empty(), Set.of(), Optional.empty(), OrderRun.reason(reason), now),
          List.of(officer));
    }
  }
}

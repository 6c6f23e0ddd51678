package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Stops the whole network (C12).
@Command(
    name = "halt",
    description = {
      "Stop every operation of every node, the central bank's too, by an order of two officers.",
      "The first gives it and it waits; it takes effect when another gives the same order, or"
          + " approves it with ./dt blocks approve."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./dt halt --officer 1 --reason \"Incident 17\"",
      "  ./dt halt --officer 2 --reason \"Incident 17\""
    })
public final class HaltCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final OrderEnd end = new OrderEnd();

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
      var block =
          new Block(
              Optional.empty(),
              Set.of(Scope.values()),
              end.after(now),
              OrderRun.reason(reason),
              now);
      return new OrderRun(console, json.isWanted(), data.folder(), platform)
          .order(block, List.of(officer));
    }
  }
}

package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a block away (C12).
@Command(
    name = "unblock",
    description = {
      "Lift a bank's block, wholly or for some operations, by an order that two officers sign.",
      "The same again changes nothing."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt unblock HSBKKZKX --reason \"Inspection is over\"")
public final class UnblockCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "BIC", description = "The bank, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--only",
      paramLabel = "OPERATION",
      split = ",",
      description = "send, receive, convert, onboard; all of them when left out.")
  private List<String> only = List.of("send", "receive", "convert", "onboard");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; every bank reads it.")
  private String reason = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      split = ",",
      description = "Who signs, by number; 1,2 when left out.")
  private List<Integer> officers = List.of(1, 2);

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Optional<NodeId> node = Optional.of(Banks.bank(bank, platform).node());
      Instant now = OrderRun.now();
      var run = new OrderRun(console, json.isWanted(), data.folder(), platform);
      Set<Scope> lifted = OrderRun.scopes(only);
      Optional<Block> binding =
          Orders.of(platform.blocks())
              .binding(node, now)
              .filter(block -> block.scopes().stream().anyMatch(lifted::contains));
      if (binding.isEmpty()) {
        return run.nothing("Nothing of that is blocked.");
      }
      Set<Scope> left = EnumSet.noneOf(Scope.class);
      left.addAll(binding.get().scopes());
      left.removeAll(lifted);
      Optional<Instant> until = left.isEmpty() ? Optional.empty() : binding.get().until();
      return run.order(new Block(node, left, until, OrderRun.reason(reason), now), officers);
    }
  }
}

package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.EnumSet;
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
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private final BankOrder order = new BankOrder();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Optional<NodeId> node = Optional.of(order.bank(platform));
      Instant now = OrderRun.now();
      var run = new OrderRun(console, json.isWanted(), data.folder(), platform);
      Set<Scope> lifted = order.scopes();
      Optional<Block> binding =
          Orders.of(platform.blocks())
              .binding(node, now)
              .filter(block -> block.scopes().stream().anyMatch(lifted::contains));
      if (binding.isEmpty()) {
        return run.nothing("Nothing of that is blocked.");
      }
      Set<Scope> rest = EnumSet.noneOf(Scope.class);
      rest.addAll(binding.get().scopes());
      rest.removeAll(lifted);
      Set<Scope> left = Block.meant(rest);
      Optional<Instant> until = left.isEmpty() ? Optional.empty() : binding.get().until();
      return run.order(new Block(node, left, until, order.reason(), now), order.officers());
    }
  }
}

package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Blocks a bank's operations (C12).
@Command(
    name = "block",
    description = {
      "Block a bank's operations, wholly or some of them, by an order that two officers sign.",
      "It takes effect at once at the notary, the nodes and the gateways. The same again changes"
          + " nothing; other operations, reason or end replace the order before."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt block HSBKKZKX --reason \"Licence suspended\"",
      "  ./dt block HSBKKZKX --only receive,onboard --for 2h --reason \"Inspection\"",
      "                      its customers can still send their money elsewhere, cash out and be"
          + " given back",
      "  ./dt block HSBKKZKX --officer 1 --reason \"Inspection\"",
      "                      waits for another officer: ./dt blocks approve"
    })
public final class BlockCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final BankOrder order = new BankOrder();
  @Mixin private final OrderEnd end = new OrderEnd();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Instant now = OrderRun.now();
      var block =
          new Block(
              Optional.of(order.bank(platform)),
              order.wholeScopes(),
              end.after(now),
              order.reason(),
              now);
      return new OrderRun(console, json.isWanted(), data.folder(), platform)
          .order(block, order.officers());
    }
  }
}

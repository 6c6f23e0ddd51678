package kz.digitaltenge.app.resolution;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.BlockOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Puts the administrator's key of a resolution order into force.
@Command(
    name = "enforce",
    description = {
      "Have the network's next parameters name the administrator's key that an order of two",
      "officers gives a failed bank. From then on the bank's former key attests nothing. The",
      "network runs meanwhile; the central bank's identity key is needed. Killed, the same again",
      "goes on."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt resolution enforce HSBKKZKX")
final class EnforceCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final BankArgument bank = new BankArgument();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Place place = bank.in(folder);
    try (FolderLock _ = FolderLock.take(DataFolder.lock(folder.authority()));
        Platform platform = RemotePlatform.running(folder);
        Machine machine = Machine.here()) {
      BlockOrder order = place.order(platform);
      int epoch = new NextParameters(folder, machine).name(place.bank(), order);
      console
          .out()
          .printf(
              "%s is its administrator's by order %d: its former key attests nothing from now on"
                  + " (parameters of epoch %d).%n",
              place.bank(), order.sequence(), epoch);
      return ExitCode.OK;
    }
  }
}

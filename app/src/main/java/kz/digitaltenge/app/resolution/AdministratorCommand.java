package kz.digitaltenge.app.resolution;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.block.KeyText;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.trust.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes the key of a failed bank's administrator.
@Command(
    name = "administrator",
    description = {
      "Make the key that a failed bank's node is to have under its administrator, and show its",
      "public half, which the officers' order names. The same again shows the same key."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt resolution administrator HSBKKZKX")
final class AdministratorCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final BankArgument bank = new BankArgument();

  @Override
  public Integer call() {
    KeyFolder keys = bank.in(data.folder()).administrator();
    if (!keys.hasKey(NodeKeys.IDENTITY)) {
      var _ = keys.createKey(NodeKeys.IDENTITY, new SystemEntropy());
    }
    console.out().println(KeyText.of(PublicKey.of(keys.publicKey(NodeKeys.IDENTITY))));
    return ExitCode.OK;
  }
}

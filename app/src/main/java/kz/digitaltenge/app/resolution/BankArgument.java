package kz.digitaltenge.app.resolution;

import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.platform.DataFolder;
import picocli.CommandLine.Parameters;

/// Which bank a step is about.
final class BankArgument {
  @Parameters(
      paramLabel = "BIC",
      description = "The failed bank, by its identifier or three-digit code.")
  private String bank = "";

  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`, `NETWORK_NOT_RUNNING`
  Place in(DataFolder folder) {
    return new Place(folder, Banks.bank(bank, folder));
  }
}

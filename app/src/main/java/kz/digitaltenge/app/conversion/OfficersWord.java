package kz.digitaltenge.app.conversion;

import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.platform.Platform;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which officer of the central bank speaks of which conversion.
final class OfficersWord {
  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = "The bank that converts, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      required = true,
      description = "Who speaks, with certificate and key, by number.")
  private int officer;

  @Parameters(paramLabel = "ID", description = "The bank's name for the conversion.")
  private String id = "";

  String officer() {
    return OfficerNumber.name(officer);
  }

  int number() {
    return officer;
  }

  String bank(Platform platform) {
    return Banks.named(bank, platform).node().value();
  }

  String id() {
    return id;
  }
}

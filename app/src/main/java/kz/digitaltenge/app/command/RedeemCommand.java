package kz.digitaltenge.app.command;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.platform.Redemption;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Redeems a bank's digital tenge.
@Command(
    name = "redeem",
    description = {
      "Have a bank return digital tenge from its stock account, and the central bank destroy them.",
      "A confirmation stands for the credit in the core banking system and works once."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt redeem --bank HSBKKZKX 250000")
public final class RedeemCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = "The bank, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--confirmation",
      paramLabel = "TEXT",
      description = "The core banking system's reference; a new one when left out.")
  private String confirmation = FreshName.of("abs");

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Parameters(paramLabel = "AMOUNT", description = "In tenge, such as 250000.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Member returning = Banks.named(bank, platform);
      PayOutcome outcome =
          new Redemption(platform, returning).redeem(amount, currency, confirmation);
      return Outcomes.show(
          outcome,
          "Redeemed %s %s of %s; confirmation %s."
              .formatted(amount, currency, returning.name(), confirmation),
          "confirmation",
          confirmation,
          console,
          json.isWanted());
    }
  }
}

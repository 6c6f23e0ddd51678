package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.FreshName;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.BankConversion;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Redeems a bank's digital tenge.
@Command(
    name = "redeem",
    description = {
      "Have a bank order a redemption, which its node signs: it hands over digital tenge from its",
      "stock account, its correspondent account is credited in the core banking system, and the",
      "tokens are destroyed; when the credit is refused, the bank gets them back. The same id"
          + " again",
      "goes on with it."
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
      names = "--id",
      paramLabel = "ID",
      description = "The bank's name for the conversion; a new one when left out.")
  private String id = FreshName.of("redeem");

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Parameters(paramLabel = "AMOUNT", description = "In tenge, such as 250000.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      BankConversion conversion = Officers.conversion(platform, Banks.bank(bank, platform), 1);
      return ConversionText.show(
          conversion.redeem(TypedText.payment(id).value(), amount, currency),
          console,
          json.isWanted());
    }
  }
}

package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.FreshName;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.BankConversion;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Issues digital tenge to a bank.
@Command(
    name = "issue",
    description = {
      "Have a bank order an issue, which its node signs: its correspondent account is debited in"
          + " the",
      "core banking system; approve as an officer, and as much is issued in digital tenge to its",
      "stock account. The same id again goes on with it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt issue --bank HSBKKZKX 1000000",
      "  ./dt issue --bank HSBKKZKX 20000000000 --id large    two officers are to approve this",
      "  ./dt approve large --bank HSBKKZKX --amount 20000000000 --officer 2"
    })
public final class IssueCommand implements Callable<Integer> {
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
  private String id = FreshName.of("issue");

  @Option(
      names = "--officer",
      paramLabel = "N",
      description = "Who approves, by number; 1 when left out.")
  private int officer = 1;

  @Option(names = "--request-only", description = "Leave approving to ./dt approve.")
  private boolean requestOnly;

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Parameters(paramLabel = "AMOUNT", description = "In tenge, such as 1000000.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      BankConversion conversion =
          Officers.conversion(platform, Banks.bank(bank, platform), officer);
      ConversionLine line =
          requestOnly
              ? conversion.request(id, amount, currency)
              : conversion.issue(id, amount, currency);
      return ConversionText.show(line, console, json.isWanted());
    }
  }
}

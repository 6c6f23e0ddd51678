package kz.digitaltenge.app.command;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Issues digital tenge to a bank.
@Command(
    name = "issue",
    description = {
      "Have the central bank issue digital tenge to a bank's stock account.",
      "A confirmation stands for the debit in the core banking system and works once."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt issue --bank HSBKKZKX 1000000")
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
      names = "--confirmation",
      paramLabel = "TEXT",
      description = "The core banking system's reference; a new one when left out.")
  private String confirmation = FreshName.of("abs");

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Parameters(paramLabel = "AMOUNT", description = "In tenge, such as 1000000.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Member receiver = Banks.named(bank, platform);
      PayOutcome outcome =
          platform
              .centralBank()
              .issue(new IssueOrder(receiver.node().value(), amount, currency, confirmation));
      return Outcomes.show(
          outcome,
          "Issued %s %s to %s, account %s; confirmation %s."
              .formatted(amount, currency, receiver.name(), receiver.stockAccount(), confirmation),
          "confirmation",
          confirmation,
          console,
          json.isWanted());
    }
  }
}

package kz.digitaltenge.app.command;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pays from one account to another.
@Command(
    name = "pay",
    description = {
      "Pay from one account to another, at the same bank or across banks.",
      "Repeating a payment with the same --id never pays twice."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt pay --from KZ16601DT00000000001 --to KZ86856DT00000000002 1234.50")
public final class PayCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--from", paramLabel = "ACCOUNT", required = true, description = "Who pays.")
  private String from = "";

  @Option(names = "--to", paramLabel = "ACCOUNT", required = true, description = "Who is paid.")
  private String to = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The payment's name; a new one when left out.")
  private String id = FreshName.of("pay");

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Parameters(paramLabel = "AMOUNT", description = "In tenge, such as 1234.50.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      PayOutcome outcome =
          Banks.nodeOf("--from", from, platform).pay(new PayOrder(id, from, to, amount, currency));
      return Outcomes.show(
          outcome,
          "Paid %s %s from %s to %s; payment %s.".formatted(amount, currency, from, to, id),
          "payment",
          id,
          console,
          json.isWanted());
    }
  }
}
